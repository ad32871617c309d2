import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allEventStreams, allOperations } from '@safiri/contracts';
import { describedOperations, type Described } from './fuzz/described.ts';
import { fittingRequests, type Parts } from './fuzz/fitting.ts';
import { fuzzConfig } from './fuzz/fuzz-config.ts';
import { mistakeIn } from './fuzz/judge.ts';
import { spoils } from './fuzz/spoiling.ts';
import { everybodyElse, mayEnter, peopleOf, type Caller } from './product/callers.ts';
import { openGrownProduct, type GrownProduct } from './product/grown-product.ts';
import { send, type WireRequest } from './product/requests.ts';

/** On a crowded machine, and an hour for the long form. */
const patience = { timeout: 3_600_000 };
const mostShown = 20;

let grown: GrownProduct;
beforeAll(async () => {
  grown = await openGrownProduct();
}, 240_000);
afterAll(async () => await grown?.product.close());

function wireRequest({ method, path, params, query, headers, body }: Parts): WireRequest {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? '');
  const written = query.map(([name, value]) => `${name}=${value}`).join('&');
  const isSent = body !== undefined && method !== 'HEAD' && method !== 'TRACE';
  return { method, address: written === '' ? filled : `${filled}?${written}`, headers, ...(isSent ? { body } : {}) };
}

/** Half of the requests fit; of the others nobody knows. */
function requestsOf(op: Described): fc.Arbitrary<Parts> {
  const fitting = fittingRequests(op, grown.facts);
  return fc.oneof(
    fitting,
    fc.tuple(fitting, spoils).map(([parts, changes]) => changes.reduce((spoiled, change) => change(spoiled), parts)),
  );
}

it(
  'whatever is asked of whatever operation, the answer is one that the OpenAPI document promises',
  patience,
  async () => {
    const { product, tenants } = grown;
    const callers = [...peopleOf(product, 'A', tenants.a), ...everybodyElse(product, tenants)];
    const declared = new Map([...allOperations, ...allEventStreams].map((op) => [op.id, op]));
    const mistakes: string[] = [];
    let succeeded = 0;
    for (const op of describedOperations()) {
      const operation = declared.get(op.id);
      if (operation === undefined) throw new Error(`the document describes ${op.id}, which nobody declared`);
      const entering = callers.filter((caller) => mayEnter(operation, caller));
      const drawn = fc.sample(
        fc.tuple(
          requestsOf(op),
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...entering) }, fc.constantFrom(...callers)),
        ),
        { numRuns: fuzzConfig.requestsPerOperation, seed: fuzzConfig.seed },
      );
      for (const [parts, caller] of drawn) {
        const { mistake, status } = await judged(op, parts, caller);
        if (status < 300) succeeded += 1;
        if (mistake !== undefined) mistakes.push(mistake);
      }
    }
    expect(mistakes.slice(0, mostShown), `${mistakes.length} mistakes with seed ${fuzzConfig.seed}`).toEqual([]);
    // Else it would prove nothing but that everything is refused.
    expect(succeeded).toBeGreaterThan(100);
  },
);

async function judged(op: Described, parts: Parts, caller: Caller): Promise<{ status: number; mistake?: string }> {
  const operation = [...allOperations, ...allEventStreams].find(({ id }) => id === op.id);
  if (operation === undefined) throw new Error(op.id);
  const asked = wireRequest(parts);
  const answer = await send(grown.product.originOf(operation), asked, {
    ...(await caller.headers(operation, asked)),
    ...('authorization' in asked.headers ? { authorization: asked.headers['authorization'] ?? '' } : {}),
  });
  const mistake = mistakeIn(op, asked.method, answer);
  if (mistake === undefined) return { status: answer.status };
  const body = String(asked.body ?? '').slice(0, 300);
  const request = `${asked.method} ${asked.address.slice(0, 300)} ${JSON.stringify(asked.headers).slice(0, 300)} ${body}`;
  const said = answer.text.slice(0, 400);
  return {
    status: answer.status,
    mistake: `${op.id} as ${caller.name}: ${mistake}\n  ${request}\n  ${answer.status} ${said}`,
  };
}
