import { describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import type { Envelope } from '@safiri/contracts/declaring';
import { jobsByQueue, messagesIn } from './bundles.ts';

function message(n: number, characters = 0, type = 'ticket-issued'): Envelope {
  const payload = { n, text: 'x'.repeat(characters) };
  return {
    eventId: newId(),
    type,
    source: 'ticketing',
    aggregateId: String(n),
    version: 1,
    occurredAt: '2031-03-01T00:00:00Z',
    payload,
  };
}

function messages(count: number, characters?: number): Envelope[] {
  return Array.from({ length: count }, (_, n) => message(n, characters));
}

/** What the jobs of one queue carry. */
function carried(envelopes: readonly Envelope[]): (readonly Envelope[])[] {
  const jobs = jobsByQueue(envelopes, new Map([['ticket-issued', ['qr']]])).get('qr') ?? [];
  return jobs.map((job) => messagesIn(job.data));
}

describe('messages for a queue', () => {
  it('travel by the dozen, in their order', () => {
    const all = messages(130);
    const bundles = carried(all);
    expect(bundles.map((bundle) => bundle.length)).toEqual([64, 64, 2]);
    expect(bundles.flat()).toEqual(all);
  });

  it('share a job as long as it stays light', () => {
    expect(carried(messages(20, 30_000)).map((bundle) => bundle.length)).toEqual([8, 8, 4]);
  });

  it('travel alone when they are heavy, and behind the light ones', () => {
    const jobs = jobsByQueue([message(1), message(2, 40_000), message(3)], new Map([['ticket-issued', ['qr']]]));
    expect(jobs.get('qr')?.map((job) => [job.priority, messagesIn(job.data).length])).toEqual([
      [-1, 1],
      [0, 2],
    ]);
  });

  it('are no bundle when they are one: the job has the id of its event', () => {
    const only = message(1);
    const jobs = jobsByQueue([only], new Map([['ticket-issued', ['qr']]]));
    expect(jobs.get('qr')).toEqual([{ id: only.eventId, data: only, priority: 0 }]);
  });

  it('go to every queue that wants their type, and to no other', () => {
    const [issued, confirmed] = [message(1), message(2, 0, 'booking-confirmed')];
    const jobs = jobsByQueue(
      [issued, confirmed, message(3, 0, 'unheard')],
      new Map([
        ['ticket-issued', ['qr']],
        ['booking-confirmed', ['notification', 'qr']],
      ]),
    );
    expect([...jobs].map(([queue, [job]]) => [queue, messagesIn(job?.data)])).toEqual([
      ['qr', [issued, confirmed]],
      ['notification', [confirmed]],
    ]);
  });

  it('are read from a job that carries one, as from one that carries several; anything else carries none', () => {
    const [one, other] = [message(1), message(2)];
    expect(messagesIn(one)).toEqual([one]);
    expect(messagesIn([one, other])).toEqual([one, other]);
    for (const data of [null, {}, [], [one, { no: 'envelope' }]]) expect(messagesIn(data)).toEqual([]);
  });
});
