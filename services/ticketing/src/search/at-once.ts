import type { Ages } from './look-for-changes.ts';

/** For tests: every search looks for changes first, so that nobody has to wait for one. */
export const atOnce: Ages = { lookAgainMilliseconds: 0, mostMilliseconds: 0 };
