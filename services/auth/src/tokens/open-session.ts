import { permissionsByRole, roles, type Account, type Session } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { signAccessToken } from './sign-access-token.ts';

const hourSeconds = 3_600;

export async function openSession(ctx: Ctx, account: Account): Promise<Session> {
  const role = roles.find((each) => each === account.role);
  const token = await signAccessToken(
    ctx,
    {
      sub: account.accountId,
      kind: 'account',
      role: account.role,
      permissions: role === undefined ? [] : [...permissionsByRole[role]],
      ...(account.companyId === null ? {} : { companyId: account.companyId }),
    },
    ctx.config.ACCOUNT_TOKEN_HOURS * hourSeconds,
  );
  return { ...token, account };
}
