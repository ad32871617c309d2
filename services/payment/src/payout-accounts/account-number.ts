import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { PayoutDestination } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { createSealer } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { AccountRow } from './account-queries.ts';

type Named = Pick<AccountRow, 'companyId' | 'accountId'>;

const Sealed = Type.Object({
  companyId: Type.String(),
  accountId: Type.String(),
  destination: PayoutDestination,
});
const validator = Compile(Sealed);

/** The destination as it is kept: encrypted together with whose it is, by ids as the database writes them, so that one cannot be put in another's place. */
export function sealDestination(ctx: Ctx, { companyId, accountId }: Named, destination: PayoutDestination): string {
  const content: Static<typeof Sealed> = {
    companyId: companyId.toLowerCase(),
    accountId: accountId.toLowerCase(),
    destination,
  };
  return createSealer(ctx.config.sealing.KEY_ENCRYPTION_KEY).seal(JSON.stringify(content));
}

export function openDestination(ctx: Ctx, account: AccountRow): PayoutDestination {
  const content: unknown = JSON.parse(createSealer(ctx.config.sealing.KEY_ENCRYPTION_KEY).open(account.sealed));
  assert(validator.Check(content), 'a sealed destination is one');
  const isItsOwn = content.companyId === account.companyId && content.accountId === account.accountId;
  assert(isItsOwn, `payout account ${account.accountId} holds the number of another one`);
  return content.destination;
}

/** Written in groups or not, it is one number. */
export function plainNumber(destination: PayoutDestination): PayoutDestination {
  return { ...destination, number: destination.number.replaceAll(' ', '') };
}

/** Its last four signs; of a short one its last two. */
export function maskNumber(number: string): string {
  return `•••• ${number.slice(number.length >= 8 ? -4 : -2)}`;
}
