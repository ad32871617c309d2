import type { Scope } from './auditor.ts';

type Member = {
  readonly orderId: string | null;
  readonly tripId?: number | null;
  readonly tripIds?: readonly number[] | null;
};

/** Whatever the members name of orders and trips, each once. */
export function scopeOf(members: readonly Member[]): Scope {
  const orderIds = new Set<string>();
  const tripIds = new Set<number>();
  for (const member of members) {
    if (member.orderId !== null) orderIds.add(member.orderId);
    if (typeof member.tripId === 'number') tripIds.add(member.tripId);
    for (const tripId of member.tripIds ?? []) tripIds.add(tripId);
  }
  return { orderIds: [...orderIds], tripIds: [...tripIds] };
}

export function emptyScope({ orderIds, tripIds }: Scope): boolean {
  return orderIds.length === 0 && tripIds.length === 0;
}
