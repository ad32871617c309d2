import type { FactorKind } from '@safiri/contracts';

/** What is known of an account when somebody signs in to it. */
export type Ways = {
  readonly isStaff: boolean;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly hasRecoveryCodes: boolean;
};

/**
 * What may be shown next; nothing when it is enough. A passkey is two factors in one: something one has, opened by a PIN or
 * a finger. Staff, and whoever has an authenticator app, need two of different kinds; without an app or a passkey the
 * second is a code that is mailed.
 */
export function whatFollows(ways: Ways, proven: readonly FactorKind[]): FactorKind[] {
  if (proven.includes('passkey') || proven.length >= 2) return [];
  if (!ways.isStaff && !ways.hasTotp) return [];
  const hasStrong = ways.hasTotp || ways.hasPasskey;
  if (!hasStrong) return proven.includes('password') ? ['code'] : ['password'];
  return strongFactors(ways);
}

/** What proves a session again: all that the account has, but no mailed code where it has something better. */
export function whatProves(ways: Ways): FactorKind[] {
  const strong = strongFactors(ways);
  const hasStrong = ways.hasTotp || (ways.isStaff && ways.hasPasskey);
  return [...strong, ...(ways.hasPassword ? (['password'] as const) : []), ...(hasStrong ? [] : (['code'] as const))];
}

function strongFactors(ways: Ways): FactorKind[] {
  const strong: readonly (readonly [boolean, FactorKind])[] = [
    [ways.hasPasskey, 'passkey'],
    [ways.hasTotp, 'totp'],
    [ways.hasRecoveryCodes && (ways.hasTotp || ways.hasPasskey), 'recovery-code'],
  ];
  return strong.flatMap(([has, kind]) => (has ? [kind] : []));
}
