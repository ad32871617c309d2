import { sql } from 'kysely';
import { asService, transaction, type Measured } from '@safiri/runtime';
import type { Ctx } from './context.ts';

/** Messages that nobody has got yet are counted as far as this. */
const mostCounted = 100_000;

export async function measure({ db }: Pick<Ctx, 'db'>): Promise<Measured[]> {
  const { rows } = await transaction(
    db,
    asService,
    async (tx) =>
      await sql<{ messages: number; oldestSeconds: number }>`
        select count(*)::integer as messages,
               coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as "oldestSeconds"
          from (select created_at from deliveries where status = 'waiting' limit ${mostCounted}) as waiting`.execute(
        tx,
      ),
  );
  const { messages = 0, oldestSeconds = 0 } = rows[0] ?? {};
  return [
    { name: 'safiri_messages_waiting', help: 'SMS and mails that are to be sent', value: messages },
    { name: 'safiri_messages_oldest_seconds', help: 'Age of the oldest of them', value: oldestSeconds },
  ];
}
