import Type from 'typebox';
import { afterEach, beforeAll, afterAll, describe, expect, inject, it } from 'vitest';
import { event, type Envelope } from '@safiri/contracts/declaring';
import { newId } from '@safiri/kernel';
import { collectSpans, openTestbed, type Testbed } from '@safiri/testkit';
import {
  asService,
  continueTrace,
  currentTrace,
  inSpan,
  onMany,
  publish,
  receiveMany,
  route,
  transaction,
  tracingHeaders,
} from '../src/index.ts';
import { statementName } from '../src/telemetry/trace-statements.ts';
import { readTraceparent } from '../src/telemetry/traceparent.ts';
import { answer, openHttpBed } from './http-bed.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const happened = event({ type: 'payment-succeeded', source: 'payment', payload: Type.Object({}) });

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed({ service: 'payment', postgres: inject('postgres') });
});
afterAll(() => bed.close());
afterEach(async () => void (await bed.admin('delete from payment.outbox')));

const tell = async (): Promise<void> =>
  await transaction(
    bed.deps.db,
    asService,
    async (tx) => await publish(tx, happened, { aggregateId: newId(), version: 1, payload: {} }),
  );

describe('while nobody traces', () => {
  it('nothing is kept of where a request came from', async () => {
    const told = await continueTrace(traceparent, { name: 'work' }, async () => {
      await tell();
      return [currentTrace(), tracingHeaders()];
    });
    expect(told).toEqual([null, {}]);
    expect(await bed.admin('select trace from payment.outbox')).toEqual([{ trace: null }]);
  });
});

describe('a trace', () => {
  it('goes on in what is told, under the span that told it', async () => {
    await using collected = await collectSpans();
    await continueTrace(traceparent, { name: 'work' }, tell);
    const teller = collected.spans.find(({ name }) => name === 'tell payment-succeeded');
    expect(teller?.traceId).toBe(traceId);
    expect(await bed.admin('select trace from payment.outbox')).toEqual([
      { trace: `00-${traceId}-${teller?.spanId}-01` },
    ]);
    expect(collected.spans.map(({ name }) => name)).toEqual([
      'insert outbox',
      'tell payment-succeeded',
      'commit',
      'transaction payment',
      'work',
    ]);
  });

  it('is not begun by what nobody asked for', async () => {
    await using collected = await collectSpans();
    await tell();
    await inSpan({ name: 'a job' }, async () => expect(currentTrace()).toBeNull());
    expect(collected.spans).toEqual([]);
  });

  it('that is not recorded goes on all the same, so that logs name it', async () => {
    await using collected = await collectSpans(0);
    await continueTrace(traceparent, { name: 'work' }, tell);
    const [told] = await bed.admin<{ trace: string }>('select trace from payment.outbox');
    expect(told?.trace).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    const heard = await continueTrace(told?.trace, { name: 'hear' }, async () => currentTrace());
    expect(heard).toBe(told?.trace);
    expect(collected.spans).toEqual([]);
  });

  it('says that something broke, and not what it said', async () => {
    await using collected = await collectSpans();
    const work = continueTrace(traceparent, { name: 'work' }, async () => {
      throw new TypeError('+250788314159 is no number');
    });
    await expect(work).rejects.toThrow();
    expect(collected.spans).toMatchObject([{ name: 'work', attributes: { 'error.type': 'TypeError' } }]);
  });
});

describe('messages that come together', () => {
  const message = (trace?: string): Envelope => ({
    eventId: newId(),
    type: happened.type,
    source: 'payment',
    aggregateId: newId(),
    version: 1,
    occurredAt: bed.deps.clock.now().toISOString(),
    payload: {},
    ...(trace === undefined ? {} : { trace }),
  });

  it('are handled together but for those that are recorded, each of which is handled in its own trace', async () => {
    await using collected = await collectSpans();
    const groups: [number, string | null][] = [];
    const consumers = [onMany(happened, async (_tx, messages) => void groups.push([messages.length, currentTrace()]))];
    const other = 'a'.repeat(32);
    const envelopes = [message(traceparent), message(), message(`00-${other}-b7ad6b7169203331-01`), message()];
    const outcomes = await receiveMany({ db: bed.deps.db, consumers, log: bed.deps.log }, envelopes);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'));
    expect(new Set(groups.map(([size, trace]) => `${size} in ${trace?.slice(3, 35) ?? 'none'}`))).toEqual(
      new Set([`1 in ${traceId}`, `1 in ${other}`, '2 in none']),
    );
    expect(collected.spans.filter(({ name }) => name === 'payment hears payment-succeeded')).toHaveLength(2);
  });
});

describe('a request', () => {
  it('is the span that its caller asked under, and everything done for it is below', async () => {
    await using collected = await collectSpans();
    const http = await openHttpBed([
      route(answer, async () => {
        await tell();
        return { name: 'Ann', nested: { kind: 'seat', label: '4A' }, list: [] } as never;
      }),
    ]);
    const { headers } = await http.app.inject({ url: '/api/v1/qr/answer', headers: { traceparent } });
    await http.app.close();
    expect(headers['x-request-id']).toBe(traceId);
    const request = collected.spans.at(-1);
    expect(request).toMatchObject({
      name: 'GET /api/v1/qr/answer',
      traceId,
      parentId: 'b7ad6b7169203331',
      attributes: { 'http.response.status_code': 200 },
    });
    expect(new Set(collected.spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(collected.spans.find(({ name }) => name === 'transaction payment')?.parentId).toBe(request?.spanId);
  });
});

it.each(['', '00-0-0-01', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `${traceparent}-more`, ['00', '01'], undefined])(
  'no traceparent is read from %j',
  (text) => {
    expect(readTraceparent(text)).toBeUndefined();
  },
);

it.each([
  ['insert into "outbox" (id) select 1', 'insert outbox'],
  ['with told as (insert into outbox (a) values ($1)) select pg_notify($1, $2)', 'insert outbox'],
  ['select id from outbox order by id limit 1 for update skip locked', 'select outbox'],
  ['insert into a (b) values (1) on conflict (b) do update set c = 1', 'insert a'],
  ['update "attempts" set status = $1', 'update attempts'],
  ['select item from decide_holds($1, $2)', 'select decide_holds'],
  ['select extract(epoch from now()) as age from holds', 'select holds'],
  ["select set_config('a', $1, true)", 'select set_config'],
  ['commit', 'commit'],
])('%s is named %s', (text, name) => {
  expect(statementName(text)).toBe(name);
});
