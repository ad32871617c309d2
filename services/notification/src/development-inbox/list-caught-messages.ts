import { sql } from 'kysely';
import type { InboxMessage, listInbox, OutputOf } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

export async function listCaughtMessages(
  ctx: Ctx,
  { query }: RequestOf<typeof listInbox>,
): Promise<OutputOf<typeof listInbox>> {
  const { rows } = await transaction(
    ctx.db,
    asService,
    async (tx) =>
      await sql<Omit<InboxMessage, 'sentAt'> & { sentAt: Date }>`
      select message_id as "messageId", channel, recipient as "to", subject, body as text, sent_at as "sentAt"
        from caught_messages where ${query.to ?? null}::text is null or recipient = ${query.to ?? null} order by sent_at desc, message_id desc limit 100`.execute(
        tx,
      ),
  );
  return { messages: rows.map((row) => ({ ...row, sentAt: row.sentAt.toISOString() })) };
}
