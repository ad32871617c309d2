import Type from 'typebox';
import { Value } from 'typebox/value';
import { SecretMessage, secretMessageDue } from '@safiri/contracts';
import { createSecretBox, type CallPeer, type SecretBox } from '@safiri/runtime';
import type { CodeReader, Testbed } from '@safiri/testkit';

/** Notification as auth knows it: its sealing keys, and who reads what was sealed to them. */
export type MailedCodes = CodeReader & {
  readonly callPeer: CallPeer;
  /** What the recipient was sent, oldest first, opened. */
  listSent(recipient: string): Promise<(SecretMessage & { readonly code: string })[]>;
};

export function mailedCodes(bed: Testbed, box: SecretBox = boxOf(bed)): MailedCodes {
  const listSent: MailedCodes['listSent'] = async (recipient) => {
    const due = (await bed.outbox())
      .filter(({ type }) => type === secretMessageDue.type)
      .map(({ payload }) => Value.Parse(SecretMessage, payload))
      .filter((message) => message.recipient === recipient && message.template !== 'staff-invitation');
    return await Promise.all(
      due.map(async (message) => ({
        ...message,
        ...Value.Parse(Type.Object({ code: Type.String() }), await box.open(message.sealed)),
      })),
    );
  };
  return {
    callPeer: async () => ({ ok: true, value: box.published() as never }),
    listSent,
    count: async (recipient) => (await listSent(recipient)).length,
    newest: async (recipient, moreThan) => {
      const sent = await listSent(recipient);
      const code = sent.length > moreThan ? sent.at(-1)?.code : undefined;
      if (code === undefined) throw new Error(`${recipient} was sent no code`);
      return code;
    },
  };
}

function boxOf({ deps }: Testbed): SecretBox {
  const config = { KEY_ENCRYPTION_KEY: Buffer.alloc(32, 4).toString('base64'), PAYLOAD_KEY_GENERATION: 1 };
  return createSecretBox('notification', { clock: deps.clock, config });
}
