/** How often something may be tried before it has to be waited for, each time twice as long. */
export type Rule = {
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** Counting begins anew this long after it began. */
  readonly windowSeconds: number;
};

const hour = 3_600;

export const rules = {
  /**
   * Passwords, by account and place. A person who has forgotten one stops before ten; a program that goes on has four tries
   * an hour. Other places are not slowed, so nobody is locked out by somebody else.
   */
  passwords: { free: 5, firstWaitSeconds: 5, longestWaitSeconds: 900, windowSeconds: 24 * hour },
  /**
   * Wrong passwords, by account from all places that it does not know: a hundred in a day, then four an hour, so that a
   * thousand machines guess no more than one does. It locks nobody out: a browser that the account knows, a code and a
   * passkey still sign in.
   */
  'passwords-of-strangers': { free: 100, firstWaitSeconds: 60, longestWaitSeconds: 900, windowSeconds: 24 * hour },
  /** Codes, by account and place: two challenges' worth of slips. */
  codes: { free: 10, firstWaitSeconds: 60, longestWaitSeconds: hour, windowSeconds: hour },
  /** Codes, by account from all places that it does not know: 30 of a million in an hour. Only codes wait; a password or a passkey still signs in. */
  'codes-of-strangers': { free: 30, firstWaitSeconds: hour, longestWaitSeconds: hour, windowSeconds: hour },
  /** Messages to one phone or mailbox. Each costs money, and more than a few are a nuisance. */
  'codes-sent': { free: 10, firstWaitSeconds: 60, longestWaitSeconds: hour, windowSeconds: hour },
  /** Messages asked for from one address, behind which a carrier puts thousands of phones. */
  'codes-from-address': { free: 300, firstWaitSeconds: 5, longestWaitSeconds: 60, windowSeconds: hour },
  /** Messages that somebody is being guessed at: one a day, or whoever guesses sends as many as they like. */
  'slowing-told': { free: 1, firstWaitSeconds: 24 * hour, longestWaitSeconds: 24 * hour, windowSeconds: 24 * hour },
  /** Challenges for a passkey that anybody may begin. */
  'passkeys-from-address': { free: 1_000, firstWaitSeconds: 1, longestWaitSeconds: 10, windowSeconds: hour },
} as const satisfies Readonly<Record<string, Rule>>;
export type RuleName = keyof typeof rules;

export type Tried = { readonly count: number; readonly beganAt: Date; readonly lastAt: Date };

/** Seconds to wait from now on before another try; 0 when it may come now. */
export function waitOf(rule: Rule, tried: Tried | undefined, now: Date): number {
  if (tried === undefined || tried.count < rule.free || isForgotten(rule, tried, now)) return 0;
  const doubled = rule.firstWaitSeconds * 2 ** Math.min(tried.count - rule.free, 20);
  const due = tried.lastAt.getTime() + Math.min(doubled, rule.longestWaitSeconds) * 1000;
  return Math.max(0, Math.ceil((due - now.getTime()) / 1000));
}

export function isForgotten(rule: Rule, tried: Tried, now: Date): boolean {
  return now.getTime() - tried.beganAt.getTime() >= rule.windowSeconds * 1000;
}
