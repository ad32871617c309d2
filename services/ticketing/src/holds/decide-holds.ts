import { assert } from '@safiri/kernel';
import { decideCarefully, type Asker, type HoldAnswer, type HoldItem } from './hold-queries.ts';
import { decidePlainHolds, isPlain, type PlainItem } from './plain-holds.ts';

/**
 * Decides orders and answers each on its own, in the order given: plain ones in one statement, all others in another. Each is
 * a transaction of its own, so an order that the first one held is a repeat to whoever asks again after an error of the second.
 */
export async function decideHolds(db: Asker, items: readonly HoldItem[], holdMinutes: number): Promise<HoldAnswer[]> {
  const answers = new Map<number, HoldAnswer>();
  const plain = [...plainOnes(items)];
  if (plain.length > 0) {
    const verdicts = await decidePlainHolds(
      db,
      plain.map(([, item]) => item),
      holdMinutes,
    );
    for (const [place, [index]] of plain.entries()) {
      const verdict = verdicts[place];
      if (verdict !== undefined && verdict.kind !== 'careful') answers.set(index, verdict);
    }
  }

  const rest = [...items.entries()].filter(([index]) => !answers.has(index));
  if (rest.length > 0) {
    const verdicts = await decideCarefully(
      db,
      rest.map(([, item]) => item),
      holdMinutes,
    );
    for (const [place, verdict] of verdicts.entries()) answers.set(rest[place]?.[0] ?? -1, verdict);
  }
  return items.map((_, index) => {
    const answer = answers.get(index);
    assert(answer !== undefined, 'every item of a hold is answered');
    return answer;
  });
}

/** Plain orders with their places. Of two with one key the second is not: it is a repeat of the first. */
function* plainOnes(items: readonly HoldItem[]): Generator<[number, PlainItem]> {
  const keys = new Set<string>();
  for (const [index, item] of items.entries()) {
    const key = `${item.ownerId} ${item.idempotencyKey}`;
    if (isPlain(item) && !keys.has(key)) yield [index, item];
    keys.add(key);
  }
}
