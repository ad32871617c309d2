import { text, type Reader, type Writer } from '@safiri/simulator-kit';

export type Webhook = { readonly id: string; readonly url: string };

/** The address that the settings name, as if the merchant had registered it. */
export function provideWebhook(tx: Writer, { id, url }: Webhook): void {
  if (url === '') return;
  tx.run('delete from webhooks');
  insertWebhook(tx, { id, url });
}

export function insertWebhook(tx: Writer, { id, url }: Webhook): void {
  tx.run('insert into webhooks (webhook_id, url) values (?, ?)', id, url);
}

/** This merchant has one: two would get every event twice, under two ids. */
export function findWebhook(reader: Reader): Webhook | undefined {
  const row = reader.find('select webhook_id, url from webhooks limit 1');
  return row === undefined ? undefined : { id: text(row, 'webhook_id'), url: text(row, 'url') };
}
