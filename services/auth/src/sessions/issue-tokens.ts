import { permissionsByRole, roles, type Account, type SessionTokens } from '@safiri/contracts';
import type { AccessClaims } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { signAccessToken } from './sign-access-token.ts';

/** Who a session is for: an account as it stands, or a guest, who is nothing but an id. */
export type Subject =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'guest'; readonly subjectId: string };

/** A session as a transaction has left it: what its next tokens say. */
export type TokenGrounds = {
  readonly subject: Subject;
  readonly sessionId: string;
  readonly newestRevocation: number;
  readonly refreshToken: string;
  readonly refreshBy: Date;
};

export async function issueTokens(ctx: Ctx, grounds: TokenGrounds): Promise<SessionTokens> {
  const { sessionId, refreshToken, refreshBy } = grounds;
  const signed = await signAccessToken(ctx, {
    ...claimsOf(grounds.subject),
    sid: sessionId,
    rev: grounds.newestRevocation,
  });
  return { ...signed, sessionId, refreshToken, refreshBy: refreshBy.toISOString() };
}

function claimsOf(subject: Subject): Omit<AccessClaims, 'sid' | 'rev'> {
  if (subject.kind === 'guest') return { sub: subject.subjectId, kind: 'guest' };
  const { account } = subject;
  const role = roles.find((each) => each === account.role);
  return {
    sub: account.accountId,
    kind: 'account',
    role: account.role,
    permissions: role === undefined ? [] : [...permissionsByRole[role]],
    ...(account.companyId === null ? {} : { companyId: account.companyId }),
  };
}
