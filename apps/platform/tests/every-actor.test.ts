import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEventStreams, allOperations, roles, type Operation } from '@safiri/contracts';
import { everybodyElse, mayEnter, peopleOf, type Caller } from './product/callers.ts';
import { openGrownProduct, type GrownProduct } from './product/grown-product.ts';
import { privateRows } from './product/private-rows.ts';
import {
  identitiesOf,
  isIdentity,
  plantedFor,
  requestOf,
  send,
  unknownIdentity,
  type Chosen,
  type WireAnswer,
  type WireRequest,
} from './product/requests.ts';

/**
 * Every operation, stream and file of the contracts as everybody: nobody, guests, passengers, each role of two companies,
 * the platform's operator and each service. An operation is in it because the catalogue lists it; what it is about has to
 * be planted (apps/platform/tests/product/plant-*.ts), and the first test says so where it is not.
 */
/** On a crowded machine; it takes a few seconds of its own. */
const patience = { timeout: 900_000 };

const operations: readonly Operation[] = [...allOperations, ...allEventStreams];

/** Whose owner cannot be played here, and why. */
const ownedElsewhere: Readonly<Record<string, string>> = {
  mpesaCallback: 'it comes from addresses of Safaricom alone: services/payment/tests/mpesa.test.ts',
  paypalCallback: 'PayPal signs it with its certificate: services/payment/tests/redirecting.test.ts',
  cardCallback: 'the acquirer signs its bytes and the time: services/payment/tests/redirecting.test.ts',
};

let grown: GrownProduct;
beforeAll(async () => {
  grown = await openGrownProduct();
}, patience.timeout);
afterAll(async () => await grown?.product.close());

/** What passes by itself is asked again, as clients do: a service that waited for another gave up on a crowded machine. */
const mostTries = 5;

async function call(op: Operation, caller: Caller, request: WireRequest): Promise<WireAnswer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await send(grown.product.originOf(op), request, await caller.headers(op, request));
    if (answer.status !== 503 || tries === mostTries) return answer;
  }
}

/** A request about what was planted; for `companyId`, another company's where it is given. */
const planted =
  (op: Operation, { hidden, companyId }: { hidden: boolean; companyId?: string }): Chosen =>
  (name, schema) => {
    if (name === 'companyId' && companyId !== undefined) return { value: companyId };
    const found = grown.facts.find(op, name);
    if (found?.hidden === true && !hidden) return isIdentity(schema) ? { value: unknownIdentity(schema) } : undefined;
    return plantedFor(op, grown.facts)(name, schema);
  };

/** The same request about what does not exist. */
const absent =
  (op: Operation, companyId?: string): Chosen =>
  (name, schema) => {
    if (name === 'companyId' && companyId !== undefined) return { value: companyId };
    const found = planted(op, { hidden: false })(name, schema);
    const isLeftOut = found !== undefined && found.value === undefined;
    return isIdentity(schema) && !isLeftOut ? { value: unknownIdentity(schema) } : found;
  };

/** What of an answer may not depend on whether the thing is there. */
function shapeOf({ status, text, mediaType }: WireAnswer): unknown {
  if (!mediaType.startsWith('application/problem+json')) return status;
  const { requestId: _id, field: _field, errors: _errors, ...problem } = JSON.parse(text);
  return { status, ...problem };
}

describe('what is planted', () => {
  it('is something of everything that operations are about', () => {
    const played = operations.filter((op) => ownedElsewhere[op.id] === undefined);
    const missing = played.flatMap((op) =>
      identitiesOf(op)
        .filter((name) => grown.facts.find(op, name) === undefined)
        .map((name) => `Plant \`${name}\`, which ${op.id} asks for, in apps/platform/tests/product/plant-*.ts.`),
    );
    expect(missing).toEqual([]);
  });
});

describe('strangers', () => {
  it(
    'are told the same of what is another’s and of what is not there, read nothing of it, and change nothing',
    patience,
    async () => {
      const { product, tenants, facts } = grown;
      const { a, b } = tenants;
      const ids = [a.companyId, a.passenger.id, a.guest.id, ...Object.values(a.staff).map(({ id }) => id)];
      const before = await privateRows(product.bed, ids);
      const strangers = [
        ...peopleOf(product, 'B', b),
        ...everybodyElse(product, tenants).filter(({ kind }) => kind === 'nobody'),
      ];
      const found: string[] = [];
      for (const op of operations) {
        const entering = strangers.filter(({ kind }) => op.who.kind !== 'service' && strangersTo(op).has(kind));
        for (const sentences of await Promise.all(entering.map(async (each) => await strangerFinds(op, each))))
          found.push(...sentences);
      }
      const after = await privateRows(product.bed, ids);
      const gone = [...before].filter((row) => !after.has(row));
      expect({ found, changed: gone }).toEqual({ found: [], changed: [] });
      expect(before.size).toBeGreaterThan(50);
      expect(facts.secrets.size).toBeGreaterThan(10);
    },
  );

  /** What anybody may do is asked by who is somebody and who is not: roles make no difference to it. */
  function strangersTo(op: Operation): ReadonlySet<string> {
    if (op.who.kind === 'anyone') return new Set(['nobody', 'customer']);
    if (op.who.kind === 'staff') return new Set(roles.filter((role) => mayEnter(op, { kind: role })));
    return new Set(
      ['guest', 'customer', 'company-admin'].filter((kind) => op.who.kind === 'visitor' || kind !== 'guest'),
    );
  }

  /** By the other company's id, and by their own company's with the other's things. */
  async function strangerFinds(op: Operation, stranger: Caller): Promise<string[]> {
    const names = identitiesOf(op);
    const companies = names.includes('companyId') ? [undefined, grown.tenants.b.companyId] : [undefined];
    const found: string[] = [];
    for (const companyId of companies) {
      const asked = requestOf(op, planted(op, { hidden: false, ...(companyId === undefined ? {} : { companyId }) }));
      const theirs = await call(op, stranger, asked);
      const whose = companyId === undefined ? 'A’s' : 'A’s under their own company';
      const say = (sentence: string) => found.push(`${op.id} as ${stranger.name}, ${whose}: ${sentence}`);
      for (const secret of secretsIn(theirs, asked)) say(`says “${secret}”`);
      const nobodys = await call(op, stranger, requestOf(op, absent(op, companyId)));
      const isPublic = (op.who.kind === 'anyone' && op.proof === undefined) || names.every((name) => name === 'tripId');
      const isMinted = op.method !== 'GET' && nobodys.status < 300 && [403, 404, 409, 422].includes(theirs.status);
      // A drawer of one's own, which is open now: what is not there is told as not there, not as in conflict.
      const isOpened = op.method !== 'GET' && theirs.status === 201 && nobodys.status === 409;
      if (isPublic || isMinted || isOpened) continue;
      if (JSON.stringify(shapeOf(theirs)) !== JSON.stringify(shapeOf(nobodys)))
        say(`${JSON.stringify(shapeOf(theirs))}, and where nothing is ${JSON.stringify(shapeOf(nobodys))}`);
    }
    return found;
  }

  function secretsIn(answer: WireAnswer, asked: WireRequest): string[] {
    const sent = `${asked.address} ${String(asked.body ?? '')}`.toLowerCase();
    const said = answer.text.toLowerCase();
    return [...grown.facts.secrets].filter((secret) => said.includes(secret) && !sent.includes(secret));
  }
});

describe('the door', () => {
  it('lets in whom the permission table names, of every kind of caller, and nobody else', patience, async () => {
    const callers = [...peopleOf(grown.product, 'A', grown.tenants.a), ...everybodyElse(grown.product, grown.tenants)];
    const wrong: string[] = [];
    const knock = async (op: Operation, caller: Caller): Promise<void> => {
      const { status } = await call(op, caller, requestOf(op, absent(op)));
      const isRefused = status === 401 || status === 403;
      // Whom the door lets in may still be told that this company is not theirs.
      const isRight = mayEnter(op, caller) ? op.who.kind === 'anyone' || status !== 401 : isRefused;
      if (!isRight) wrong.push(`${op.id} answers ${caller.name} with ${status}`);
    };
    for (const op of operations) await Promise.all(callers.map(async (caller) => await knock(op, caller)));
    expect(wrong).toEqual([]);
  });
});

/** Done, or refused for a reason of the operation's own. Callbacks are for payment companies, which know another secret. */
function isFound(op: Operation, { status, text }: WireAnswer): boolean {
  if (status < 300) return true;
  return status < 500 && Object.hasOwn(op.refusals, JSON.parse(text).code);
}

/** Their refusals would be those of a stranger, so that only what was done shows that it could be. */
const carriedOut: ReadonlySet<string> = new Set([
  'pairDevice',
  'getPairedDevice',
  'signInWithPin',
  'startProof',
  'removePasskey',
  'resetSecondFactors',
  'giveFirstPin',
  'getErasure',
  'momoCallbackPut',
  'momoCallbackPost',
]);

/** Some systems write UUIDs so; they are the same UUIDs. */
function inCapitals(address: string): string {
  return address.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => id.toUpperCase());
}

describe('who owns it', () => {
  it('is let through to every planted thing: what strangers do not find is there', patience, async () => {
    const { product, tenants } = grown;
    const callers = [...peopleOf(product, 'A', tenants.a), ...everybodyElse(product, tenants)];
    const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
    const sorted = operations.toSorted((one, other) => order.indexOf(one.method) - order.indexOf(other.method));
    const notFound: string[] = [];
    for (const op of sorted) {
      if (ownedElsewhere[op.id] !== undefined) continue;
      const owners = callers.filter((caller) => caller.kind !== 'guest' && mayEnter(op, caller));
      const answers: string[] = [];
      for (const owner of owners) {
        const asked = requestOf(op, planted(op, { hidden: true }));
        const answer = await call(op, owner, asked);
        answers.push(`${op.id} as ${owner.name}: ${answer.status} ${answer.text}`);
        if (op.method === 'GET') {
          const { status } = await call(op, owner, { ...asked, address: inCapitals(asked.address) });
          if (status !== answer.status) notFound.push(`${op.id} by ids in capitals: ${status}`);
        }
        if (carriedOut.has(op.id) ? answer.status < 300 : isFound(op, answer)) break;
        if (owner === owners.at(-1)) notFound.push(...answers);
      }
    }
    expect(notFound).toEqual([]);
  });
});
