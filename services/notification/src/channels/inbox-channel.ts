import { sql } from 'kysely';
import { asService, transaction, type Database } from '@safiri/runtime';
import type { Channel, ChannelName } from './channel.ts';

/** Keeps messages for the page /dev/inbox instead of sending them. */
export function inboxChannel(db: Database, channel: ChannelName): Channel {
  return async (message) => {
    await transaction(db, asService, async (tx) => {
      await sql`
        insert into caught_messages (message_id, channel, recipient, subject, body)
        values (${message.deliveryId}, ${channel}, ${message.recipient}, ${message.subject}, ${message.body}) on conflict do nothing`.execute(
        tx,
      );
    });
    return { kind: 'delivered' };
  };
}
