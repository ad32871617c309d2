import Type, { type Static } from 'typebox';
import { Id, Instant } from '../fields.ts';
import { operation } from '../operation.ts';
import { permissionsByRole, type Permission } from '../permissions.ts';

/** Half an hour is not enough to look at most things, and a shift is the longest somebody is there to see it. */
export const supportMinutes = { usual: 60, most: 8 * 60 } as const;

/** What somebody who looks at a company by its consent holds there: what its admin holds. Only reads are let in with it. */
export const supportPermissions: readonly Permission[] = permissionsByRole['company-admin'];

/** The platform's staff ask to see what a company sees; it says yes for a time, and either side ends it. */
export const SupportGrant = Type.Object({
  grantId: Id,
  companyId: Id,
  reason: Type.String(),
  status: Type.Union([Type.Literal('asked'), Type.Literal('running'), Type.Literal('over')]),
  askedBy: Id,
  askedAt: Instant,
  /** Null until the company said yes; for one that was refused or withdrawn, for ever. */
  consent: Type.Union([Type.Object({ by: Id, from: Instant, until: Instant }), Type.Null()]),
  /** Who ended, refused or withdrew it; null where nobody did, and its time was up. */
  endedBy: Type.Union([Id, Type.Null()]),
  endedAt: Type.Union([Instant, Type.Null()]),
});
export type SupportGrant = Static<typeof SupportGrant>;

const listed = Type.Object({ grants: Type.Array(SupportGrant, { maxItems: 100 }) });
const params = Type.Object({ grantId: Id });
const operator = { kind: 'staff', permission: 'support:ask' } as const;
const company = { kind: 'staff', permission: 'support:consent' } as const;

export const askSupportView = operation({
  id: 'askSupportView',
  service: 'auth',
  method: 'POST',
  path: '/support-grants',
  summary: 'Ask a company to let one see what it sees, for a reason that it reads',
  who: operator,
  sensitive: true,
  body: Type.Object({
    grantId: Id,
    companyId: Id,
    reason: Type.String({ minLength: 10, maxLength: 500, pattern: '\\S' }),
  }),
  success: { status: 201, body: SupportGrant },
  refusals: { GRANT_ID_REUSED: 409 },
});

export const listAskedSupportViews = operation({
  id: 'listAskedSupportViews',
  service: 'auth',
  method: 'GET',
  path: '/support-grants/asked',
  summary: 'What one asked companies to see, newest first',
  who: operator,
  success: { status: 200, body: listed },
  refusals: {},
});

export const openSupportView = operation({
  id: 'openSupportView',
  service: 'auth',
  method: 'POST',
  path: '/support-grants/:grantId/tokens',
  summary: 'A token with which one sees what the company sees, and changes nothing; asked again before it runs out',
  who: operator,
  sensitive: true,
  params,
  success: { status: 201, body: Type.Object({ accessToken: Type.String(), expiresAt: Instant, grant: SupportGrant }) },
  refusals: { SUPPORT_NOT_RUNNING: 409 },
});

export const leaveSupportView = operation({
  id: 'leaveSupportView',
  service: 'auth',
  method: 'POST',
  path: '/support-grants/:grantId/leave',
  summary: 'Withdraw what one asked, or end what a company let one see; repeating it changes nothing',
  who: operator,
  params,
  success: { status: 200, body: SupportGrant },
  refusals: {},
});

export const listSupportViews = operation({
  id: 'listSupportViews',
  service: 'auth',
  method: 'GET',
  path: '/support-grants',
  summary: "Who asked to see one's company, and who sees it now, newest first",
  who: company,
  success: { status: 200, body: listed },
  refusals: {},
});

export const consentSupportView = operation({
  id: 'consentSupportView',
  service: 'auth',
  method: 'POST',
  path: '/support-grants/:grantId/consent',
  summary: "Let somebody of the platform see what one's company sees, for a while",
  who: company,
  sensitive: true,
  params,
  body: Type.Object({ minutes: Type.Optional(Type.Integer({ minimum: 5, maximum: supportMinutes.most })) }),
  success: { status: 200, body: SupportGrant },
  refusals: { SUPPORT_OVER: 409 },
});

export const endSupportView = operation({
  id: 'endSupportView',
  service: 'auth',
  method: 'POST',
  path: '/support-grants/:grantId/end',
  summary: 'Refuse what was asked, or end at once what is seen; repeating it changes nothing',
  who: company,
  params,
  success: { status: 200, body: SupportGrant },
  refusals: {},
});

export const supportOperations = {
  askSupportView,
  listAskedSupportViews,
  openSupportView,
  leaveSupportView,
  listSupportViews,
  consentSupportView,
  endSupportView,
};
