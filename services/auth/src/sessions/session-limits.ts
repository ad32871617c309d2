import type { AuthConfig } from '../config.ts';
import type { Subject } from './issue-tokens.ts';

/** How long a session lasts unused, and at all. */
export type SessionLimits = { readonly idleSeconds: number; readonly wholeSeconds: number };

const hour = 3_600;
const day = 24 * hour;

/**
 * Staff can do more harm than passengers, and on a device they sign in for a shift; a guest who is forgotten has lost their
 * orders but for the link in the message.
 */
export function limitsOf(config: AuthConfig, subject: Subject): SessionLimits {
  if (subject.kind === 'guest')
    return { idleSeconds: config.GUEST_IDLE_DAYS * day, wholeSeconds: config.GUEST_SESSION_DAYS * day };
  if (subject.device !== null)
    return { idleSeconds: config.SHIFT_HOURS * hour, wholeSeconds: config.SHIFT_HOURS * hour };
  if (subject.account.companyId === null && !subject.account.platform)
    return { idleSeconds: config.PASSENGER_IDLE_DAYS * day, wholeSeconds: config.PASSENGER_SESSION_DAYS * day };
  return { idleSeconds: config.STAFF_IDLE_HOURS * hour, wholeSeconds: config.STAFF_SESSION_DAYS * day };
}
