import { PgBoss } from 'pg-boss';
import { describe, expect, inject, it } from 'vitest';
import { relayBatch } from '../src/index.ts';
import { openDeliveryBed, queueUrl, type DeliveryBed } from './delivery-bed.ts';

async function open(): Promise<DeliveryBed> {
  return await openDeliveryBed(inject('postgres'));
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

describe.concurrent('news for a queue', () => {
  it('travels by the dozen, in the order in which it was told', async () => {
    await using on = await open();
    await on.tell(upTo(130));
    expect(await relayBatch(on.teller, on.broker)).toBe(130);
    const carried = await on.carried();
    expect(carried.map((numbers) => numbers.length)).toEqual([64, 64, 2]);
    expect(carried.flat()).toEqual(upTo(130));
  });

  it('shares a job as long as it stays light, however well it is compressed', async () => {
    await using on = await open();
    await on.tell(upTo(20), 'x'.repeat(30_000));
    await relayBatch(on.teller, on.broker);
    expect((await on.carried()).map((numbers) => numbers.length)).toEqual([9, 9, 2]);
  });

  it('that is in the queue already is not added', async () => {
    await using on = await open();
    await on.tell([1]);
    const [told] = await on.bed.admin<{ row: object }>('select to_jsonb(o) as row from payment.outbox o');
    await relayBatch(on.teller, on.broker);
    await on.bed.admin(
      `insert into payment.outbox overriding system value select * from jsonb_populate_record(null::payment.outbox, $1)`,
      [told?.row],
    );
    expect(await relayBatch(on.teller, on.broker)).toBe(1);
    expect(await on.carried()).toEqual([[1]]);
  });

  it('that nobody wants leaves the outbox all the same', async () => {
    await using on = await open();
    await on.tell([1, 2]);
    await on.bed.admin(
      `update payment.outbox set type = 'payment-failed' where id = (select min(id) from payment.outbox)`,
    );
    expect(await relayBatch(on.teller, on.broker)).toBe(2);
    expect(await on.carried()).toEqual([[2]]);
    expect(await on.bed.outbox()).toEqual([]);
  });

  it('is a job as the queue itself makes one', async () => {
    await using on = await open();
    const boss = new PgBoss({
      connectionString: queueUrl(on.hearer),
      schema: 'queue',
      migrate: false,
      supervise: false,
    });
    await boss.start();
    await boss.insert('ticketing', [{ data: {} }]);
    await boss.stop({ graceful: false });
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    const jobs = await on.bed.admin<{ job: object; starts: boolean; kept: string }>(
      `select to_jsonb(job) - array['id', 'data', 'created_on', 'start_after', 'keep_until'] as job,
              start_after = created_on as starts, (keep_until - created_on)::text as kept from queue.job order by created_on`,
    );
    expect(jobs).toHaveLength(2);
    expect(jobs[1]).toEqual(jobs[0]);
  });
});
