import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { Place } from './place.ts';
import { forgiveTries, giveBackTry, type WantedTry } from './take-try.ts';
import { tellWhenSlowed } from './tell-when-slowed.ts';

/** As what a password counts: by the place, and where the account does not know it together with all such places. */
export function passwordTries(subject: string, { isKnown, name }: Place): WantedTry[] {
  const here: WantedTry = { rule: 'passwords', subject, source: name };
  return isKnown ? [here] : [here, { rule: 'passwords-of-strangers', subject, source: '' }];
}

/** What comes of tries that were counted: of a right password they are forgiven, of a wrong one its holder may have to be told. */
export async function endPasswordTries(
  ctx: Pick<Ctx, 'keyedHash' | 'clock' | 'log'>,
  tx: Tx,
  ended: { readonly tries: readonly WantedTry[]; readonly accountId: string | null; readonly isRight: boolean },
): Promise<void> {
  const { tries, accountId, isRight } = ended;
  for (const tried of tries)
    if (!isRight) await tellWhenSlowed(ctx, tx, { tried, accountId });
    else await (tried.rule === 'passwords' ? forgiveTries : giveBackTry)(ctx, tx, tried);
}
