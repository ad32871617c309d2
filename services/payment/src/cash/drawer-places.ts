import { sql, type RawBuilder } from 'kysely';
import { DomainError } from '@safiri/kernel';
import { holdsAtAll, mayActAt, mayActFor, type AccountActor } from '@safiri/runtime';
import type { SessionRow } from './session-queries.ts';

/**
 * Where a drawer stands that somebody opens: where they say, or wherever they take cash. Nowhere in particular, for who takes
 * cash in the whole company and does not say.
 */
export function placesOfDrawer(actor: AccountActor, placeId: string | undefined): readonly string[] {
  if (placeId !== undefined) {
    if (!mayActAt(actor, 'cash:take', [placeId]))
      throw new DomainError('FORBIDDEN', 'You do not take cash at this place.', { field: '/body/placeId' });
    return [placeId];
  }
  const reach = actor.permissions.get('cash:take');
  return reach === undefined || reach.everywhere ? [] : [...reach.places].toSorted();
}

/** Who reviews drawers at all places where this one stands. */
export function mayReview(actor: AccountActor, { companyId, places }: SessionRow): boolean {
  return mayActFor(actor, companyId) && holdsAtAll(actor, 'cash:review', places);
}

/** The same of rows `s` in the database, and one's own drawers. */
export function seenBy(actor: AccountActor): RawBuilder<unknown> {
  const own = sql`s.agent_id = ${actor.subjectId}`;
  const reach = actor.permissions.get('cash:review');
  if (reach === undefined) return own;
  if (reach.everywhere && reach.places.size === 0) return sql`true`;
  const places = sql`${[...reach.places]}::uuid[]`;
  const isAtPlaces = reach.everywhere ? sql`not s.places && ${places}` : sql`s.places <@ ${places}`;
  return sql`(${own} or (s.places <> '{}' and ${isAtPlaces}))`;
}
