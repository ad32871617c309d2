import { setTimeout as wait } from 'node:timers/promises';
import type { MoneyFact, OrderMoney } from '@safiri/runtime';

/** A service by its name, and what it says. */
export type Witness = { readonly name: string; readonly money: OrderMoney };

type Options = {
  readonly witnesses: readonly [Witness, Witness];
  readonly say: (difference: string) => void;
  /** News takes a second, unless it failed. */
  readonly secondLookMilliseconds?: number;
};

/** Orders in a step: a few milliseconds of each service. */
const stepOrders = 500;
/** Orders kept for the second look; where more differ, these are enough to begin with. */
const mostSuspects = 1_000;
const secondLook = 10_000;

/**
 * Whether two services say the same of the money of every order, read from each by itself and compared here. What differs may
 * only not have been heard yet: it is said when it still differs at a second look. Answers how many differences there are.
 */
export async function compareOrderMoney(options: Options): Promise<number> {
  const { witnesses, say, secondLookMilliseconds = secondLook } = options;
  const suspects: string[] = [];
  for (let after: string | null = null; ;) {
    const orderIds: readonly string[] = await nextStep(witnesses, after);
    const last = orderIds.at(-1);
    if (last === undefined) break;
    suspects.push(...(await differencesOf(witnesses, orderIds)).map(({ orderId }) => orderId));
    if (suspects.length >= mostSuspects) break;
    after = last;
  }
  if (suspects.length === 0) return 0;
  await wait(secondLookMilliseconds);
  const found = await differencesOf(witnesses, [...new Set(suspects)].slice(0, mostSuspects));
  for (const { sentence } of found) say(sentence);
  return found.length;
}

/** The next orders that any of the two knows, as far as both have been asked. */
async function nextStep(witnesses: Options['witnesses'], after: string | null): Promise<string[]> {
  const lists = await Promise.all(witnesses.map(async ({ money }) => await money.nextOrders(after, stepOrders)));
  return [...new Set(lists.flat())].toSorted().slice(0, stepOrders);
}

type Difference = { readonly orderId: string; readonly sentence: string };

async function differencesOf([one, two]: Options['witnesses'], orderIds: readonly string[]): Promise<Difference[]> {
  const [ones, twos] = [byWhat(await one.money.factsOf(orderIds)), byWhat(await two.money.factsOf(orderIds))];
  return [...new Set([...ones.keys(), ...twos.keys()])].flatMap((key) => {
    const [first, second] = [ones.get(key), twos.get(key)];
    const known = first ?? second;
    if (known === undefined || amountOf(first) === amountOf(second)) return [];
    // Who divided nothing says nothing of what is kept: the money that came is compared all the same.
    if (known.kind === 'kept' && (first === undefined || second === undefined)) return [];
    const { orderId, kind, id } = known;
    const said = `${one.name} says ${amountOf(first)}, ${two.name} says ${amountOf(second)}`;
    return [{ orderId, sentence: `Order ${orderId}: ${whatOf(kind, id)}: ${said}.` }];
  });
}

function byWhat(facts: readonly MoneyFact[]): Map<string, MoneyFact> {
  return new Map(facts.map((fact) => [`${fact.kind} ${fact.id} ${fact.orderId}`, fact]));
}

function amountOf(fact: MoneyFact | undefined): string {
  return fact === undefined ? 'nothing' : `${fact.currency} ${fact.amountMinor}`;
}

function whatOf(kind: MoneyFact['kind'], id: string): string {
  if (kind === 'came') return `what attempt ${id} brought`;
  return kind === 'goes-back' ? `what goes back by refund ${id}` : 'what is kept for its seats';
}
