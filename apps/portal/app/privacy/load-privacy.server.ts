import { allPersonalData, getMyPrivacy, type ErasureObstacle, type StorageLimit } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';

/** What of a visitor is kept, and what they may do about it. */
export type PrivacyView = {
  readonly limits: readonly StorageLimit[];
  /** Null for who is nobody yet. */
  readonly own: OwnPrivacy | null;
};

export type OwnPrivacy = {
  readonly proven: boolean;
  /** Their company ends an account of staff; the data in it they may take with them. */
  readonly isStaff: boolean;
  readonly waitingDays: number;
  readonly obstacles: readonly { readonly kind: ErasureObstacle['kind']; readonly facts: string }[];
  readonly erasure: { readonly status: 'waiting' | 'held-up' | 'started'; readonly day: string } | null;
};

export async function loadPrivacy(visit: Visit): Promise<PrivacyView> {
  const answers = await Promise.all(allPersonalData.map(async ({ listLimits }) => await visit.api(listLimits, {})));
  const limits = answers.flatMap((answer) => {
    if (!answer.ok) throw failPage(visit, answer);
    return answer.value.limits;
  });
  if (visit.session.holder().kind === 'nobody') return { limits, own: null };
  const answer = await visit.api(getMyPrivacy, {});
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') return { limits, own: null };
  if (!answer.ok) throw failPage(visit, answer);
  const { proven, isStaff, waitingDays, obstacles, erasure } = answer.value;
  return {
    limits,
    own: {
      proven,
      isStaff,
      waitingDays,
      obstacles: obstacles.map((obstacle) => ({ kind: obstacle.kind, facts: factsOf(visit, obstacle) })),
      erasure: erasure === null ? null : { status: erasure.status, day: visit.writing.day(erasure.erasesAt, 'UTC') },
    },
  };
}

/** Which order, how much, until when: as far as there is such a thing. */
function factsOf({ writing }: Visit, { reference, amount, until }: ErasureObstacle): string {
  const facts = [
    reference ?? '',
    amount === null ? '' : writing.money(amount),
    until === null ? '' : `→ ${writing.day(until, 'UTC')}`,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}
