import Type, { type Static } from 'typebox';
import { Currency, Id, Instant, PersonName, Phone } from '../fields.ts';
import { operation } from '../operation.ts';
import { sealingKeysOf, sealingRefusals } from '../sealing.ts';

const company = Type.Object({ companyId: Id });
const account = Type.Object({ companyId: Id, accountId: Id });
const Institution = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: '\\S',
  description: 'The bank or the operator',
});
const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });

const wholeNumber = {
  institution: Institution,
  /** In whose name the account is. */
  holder: PersonName,
};
/** An account as whoever pays into it must know it. It travels sealed. */
export const PayoutDestination = Type.Union([
  Type.Object({
    kind: Type.Literal('bank'),
    number: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9 ]{2,40}[A-Z0-9]$',
      description: 'IBAN, or the number in its country',
    }),
    ...wholeNumber,
  }),
  Type.Object({ kind: Type.Literal('mobile-money'), number: Phone, ...wholeNumber }),
]);
export type PayoutDestination = Static<typeof PayoutDestination>;

/** Where payouts of a company in a currency go: `asked` until somebody else confirmed or refused it. */
export const PayoutAccount = Type.Object({
  accountId: Id,
  companyId: Id,
  currency: Currency,
  kind: Type.Enum(['bank', 'mobile-money']),
  institution: Type.String(),
  maskedNumber: Type.String({ description: 'Only its last digits' }),
  status: Type.Enum(['asked', 'confirmed', 'refused']),
  validFrom: Instant,
  /** From when payouts go there, until another one is in force; null while it is not confirmed. */
  inForceFrom: Type.Union([Instant, Type.Null()]),
  askedBy: Id,
  askedAt: Instant,
  decidedBy: Type.Union([Id, Type.Null()]),
  decidedAt: Type.Union([Instant, Type.Null()]),
});
export type PayoutAccount = Static<typeof PayoutAccount>;

export const askPayoutAccount = operation({
  id: 'askPayoutAccount',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/payout-accounts',
  summary:
    'Ask that payouts of a company go to an account; somebody else confirms it, and repeated with the same id it does nothing',
  who: { kind: 'staff', permission: 'payout-account:write' },
  sensitive: true,
  params: company,
  body: Type.Object({ accountId: Id, currency: Currency, validFrom: Instant, destination: PayoutDestination }),
  sealed: 'required',
  success: { status: 201, body: PayoutAccount },
  refusals: { ...sealingRefusals, PAYOUT_ACCOUNT_REUSED: 409 },
});

export const decidePayoutAccount = operation({
  id: 'decidePayoutAccount',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/payout-accounts/:accountId/decision',
  summary: 'Confirm an account that somebody else asked for, or refuse one',
  who: { kind: 'staff', permission: 'payout-account:write' },
  sensitive: true,
  params: account,
  body: Type.Object({
    decision: Type.Union([Type.Literal('confirmed'), Type.Literal('refused')]),
    reason: Reason,
  }),
  success: { status: 200, body: PayoutAccount },
  refusals: { SAME_PERSON: 403, POWER_TOO_FRESH: 403, ALREADY_DECIDED: 409 },
});

export const listPayoutAccounts = operation({
  id: 'listPayoutAccounts',
  service: 'payment',
  method: 'GET',
  path: '/companies/:companyId/payout-accounts',
  summary: 'Accounts of a company, newest first, with their numbers masked',
  who: { kind: 'staff', permission: 'settlement:read' },
  params: company,
  success: { status: 200, body: Type.Object({ accounts: Type.Array(PayoutAccount, { maxItems: 100 }) }) },
  refusals: {},
});

export const openPayoutAccount = operation({
  id: 'openPayoutAccount',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/payout-accounts/:accountId/openings',
  summary: 'Read the whole number of an account, to pay into it; who read it and why is kept',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: account,
  body: Type.Object({ reason: Reason }),
  sealed: 'required',
  success: { status: 200, body: PayoutDestination },
  refusals: { ...sealingRefusals },
});

export const getPaymentSealingKeys = sealingKeysOf('payment');

export const payoutAccountOperations = {
  askPayoutAccount,
  decidePayoutAccount,
  listPayoutAccounts,
  openPayoutAccount,
  getPaymentSealingKeys,
};
