import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { SecretMessage } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { say } from '../messages/catalogue.ts';

const validator = Compile(Type.Record(Type.String(), Type.String()));

/** What was sealed for notification is opened to be written into its sentence, which is sealed again until it is sent. */
export async function onSecretMessageDue(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly message: SecretMessage; readonly eventId: string },
): Promise<void> {
  const { channel, recipient, locale, template, sealed, until } = heard.message;
  const isOver = Date.parse(until) <= ctx.clock.now().getTime();
  const values: unknown = await ctx.secrets.open(sealed).catch((error: unknown) => {
    if (!isOver) throw error;
  });
  // Heard so late that its key is gone: it would be of no use to anybody.
  if (values === undefined) return;
  if (!validator.Check(values)) throw new Error(`The secret of ${heard.message.messageId} is no object of texts`);
  const text = say(locale, `${template}.text`, values);
  await insertDeliveries(tx, [
    {
      eventId: heard.eventId,
      orderId: null,
      template,
      channel,
      recipient,
      locale,
      subject: channel === 'email' ? say(locale, `${template}.subject`, values) : null,
      body: ctx.secretBodies.seal({ text, until }),
    },
  ]);
}
