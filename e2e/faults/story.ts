import fc from 'fast-check';
import type { PaymentMethod } from '@safiri/contracts';
import { networkNames, networks, type NetworkName } from './networks.ts';
import type { Trouble } from './trouble.ts';

/** Somebody who pays, or does not. Numbers, cards and accounts do what simulators/<company>/README.md says of them. */
export type Payer =
  | { readonly method: 'mtn-momo' | 'm-pesa'; readonly phone: string }
  | { readonly method: 'card'; readonly card: string; readonly code: string; readonly onPage: OnPage }
  | { readonly method: 'paypal'; readonly buyer: string; readonly onPage: OnPage };
/** On a page: pays, comes back without and gives up, pays and gives up all the same, or is never seen again. */
type OnPage = 'pays' | 'gives-up' | 'pays-and-gives-up' | 'leaves';

/**
 * What happens to an order besides: its passenger lets it go, or its time ends, while money is on its way; requests are repeated;
 * or a seat of it, or all, are cancelled when it is paid, for what the company's policy gives back.
 */
export type Course = 'plain' | 'released' | 'hold-ends' | 'repeated' | 'seat-cancelled' | 'all-cancelled';

export type Purchase = {
  readonly network: NetworkName;
  /** Which of the trips on sale, and which of its seats, are tried first. */
  readonly trip: number;
  readonly seat: number;
  readonly seats: 1 | 2;
  /** One after another, until one is not refused. */
  readonly payers: readonly Payer[];
  readonly course: Course;
};

export type Story = { readonly purchases: readonly Purchase[]; readonly troubles: readonly Trouble[] };

/**
 * What numbers end in, by the tables of the simulators. Left out are those that stay pending for ever, take no refund ever or cannot be
 * asked about: they end by no means.
 */
const momoEndings = endings('00 01 02 03 04 05 06 07 08 09 10 13 15 16 17 18 19 20 21 30 31 32');
const mpesaEndings = endings('00 01 02 03 04 05 06 07 08 09 10 13 15 16 17 18 19 20 21 22 24 25 26 30 31 32 33 35');
const cards = words(
  `4242424242424242 5555555555554444 4000000000003220 4000008400001629 4000008400001280 4000000000000002
   4000000000000101 4000000000000200 4000000000000309 4000000000000408 4000000000000507 4000000000000606`,
);
const bankCodes = ['111111', '111111', '111111', '000000', '222222', '333333', '444444'];
const buyers = words(
  `buyer buyer declined card-declined locked review silent twice early late
   disorder wrong-amount forged cut error no-refund slow-refund`,
).map((name) => `${name}@example.com`);

const onPage = fc.oneof(
  { weight: 7, arbitrary: fc.constant<OnPage>('pays') },
  { weight: 3, arbitrary: fc.constantFrom<OnPage>('gives-up', 'pays-and-gives-up', 'leaves') },
);

const payerBy: Readonly<Record<PaymentMethod, fc.Arbitrary<Payer>>> = {
  'mtn-momo': fc.constantFrom(...momoEndings).map((ending) => ({ method: 'mtn-momo', phone: `+250788${ending}` })),
  // A phone shows one prompt at a time, so payers have phones of their own.
  'm-pesa': fc
    .record({ ending: fc.constantFrom(...mpesaEndings), series: fc.integer({ min: 10, max: 99 }) })
    .map(({ ending, series }) => ({ method: 'm-pesa', phone: `+2547${series}${ending}` })),
  card: fc.record({
    method: fc.constant('card'),
    card: fc.constantFrom(...cards),
    code: fc.constantFrom(...bankCodes),
    onPage,
  }),
  paypal: fc.record({ method: fc.constant('paypal'), buyer: fc.constantFrom(...buyers), onPage }),
};

const purchase: fc.Arbitrary<Purchase> = fc.constantFrom(...networkNames).chain((network) =>
  fc.record({
    network: fc.constant(network),
    trip: fc.nat(10_000),
    seat: fc.nat(100),
    seats: fc.constantFrom<(1 | 2)[]>(1, 2),
    payers: fc.array(
      fc.constantFrom<PaymentMethod[]>(...networks[network].methods).chain((method) => payerBy[method]),
      { minLength: 1, maxLength: 3 },
    ),
    course: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Course>('plain') },
      { weight: 4, arbitrary: fc.constantFrom<Course>('released', 'hold-ends', 'repeated') },
      { weight: 4, arbitrary: fc.constantFrom<Course>('seat-cancelled', 'all-cancelled') },
    ),
  }),
);

const allMethods: readonly PaymentMethod[] = ['mtn-momo', 'm-pesa', 'paypal', 'card'];
/** What each company's requests answer when they take nothing; of its operations those that move money, or begin to. */
const refusals: Readonly<Record<PaymentMethod, readonly string[]>> = {
  'mtn-momo': ['SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS', 'INTERNAL_PROCESSING_ERROR'],
  'm-pesa': ['SYSTEM_BUSY', 'SPIKE_ARREST', 'INTERNAL_ERROR', 'STILL_PROCESSING'],
  paypal: ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'RATE_LIMIT_REACHED'],
  card: ['internal_error', 'service_unavailable', 'rate_limit'],
};
const operations: Readonly<Record<PaymentMethod, readonly string[]>> = {
  'mtn-momo': ['charge', 'refund'],
  'm-pesa': ['charge', 'refund', 'query'],
  paypal: ['order', 'charge', 'refund'],
  card: ['order', 'refund'],
};
const accepting = ['error-after-accepting', 'cut-after-accepting', 'hang-after-accepting', 'slow-after-accepting'];

const aCompany = fc.constantFrom(...allMethods);
const fault: fc.Arbitrary<Trouble> = aCompany.chain((method) =>
  fc.record({
    kind: fc.constant('fault'),
    method: fc.constant(method),
    operation: fc.constantFrom(...operations[method]),
    plan: fc.oneof(
      fc.constantFrom(...accepting, ...refusals[method]).map((post) => ({ post })),
      fc.constantFrom('twice', 'lost', 'late', 'before-answer').map((callback) => ({ callback })),
    ),
    times: fc.integer({ min: 1, max: 4 }),
  }),
);
const otherTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({ kind: fc.constant('tokens-expire'), method: aCompany }),
  fc.record({ kind: fc.constant('forgery'), method: fc.constantFrom(...allMethods.slice(0, 2)), nth: fc.nat(1_000) }),
  fc.record({ kind: fc.constant('company-killed'), method: aCompany }),
  fc.record({ kind: fc.constant('pending-shape'), shape: fc.constantFrom('4999', '500') }),
  fc.record({ kind: fc.constant('trip-cancelled'), network: fc.constantFrom(...networkNames), trip: fc.nat(10_000) }),
);

/** All that happens, from the seed: a trouble with every other purchase, and the product killed with every thirtieth. */
export function tell(seed: number, count: number): Story {
  const troubles = fc.sample(fc.oneof({ weight: 2, arbitrary: fault }, { weight: 1, arbitrary: otherTrouble }), {
    seed,
    numRuns: Math.ceil(count / 2),
  });
  const kills = count < 30 ? 1 : Math.floor(count / 30);
  const every = Math.ceil(troubles.length / (kills + 1));
  return {
    purchases: fc.sample(purchase, { seed, numRuns: count }),
    troubles: troubles.flatMap((trouble, index) =>
      (index + 1) % every === 0 ? [trouble, { kind: 'product-killed' } as const] : [trouble],
    ),
  };
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** One in seven payers has an ordinary phone, whose prompt is approved after a second. */
function endings(numbers: string): string[] {
  return [...Array.from({ length: 4 }, () => '123456'), ...words(numbers).map((number) => `0000${number}`)];
}
