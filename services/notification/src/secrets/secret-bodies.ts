import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { createSealer } from '@safiri/runtime';

/** A text that nobody may read where it waits. */
export type SecretBody = { readonly text: string; readonly until: string };

/** Bodies of messages with a secret in them are stored sealed, and opened when a channel is handed them. */
export type SecretBodies = {
  seal(body: SecretBody): string;
  /** The text of a stored body, sealed or not; undefined when it is too late to send it. */
  read(stored: string, now: Date): string | undefined;
};

const validator = Compile(Type.Object({ text: Type.String(), until: Type.String() }));
/** No message of a catalogue begins like this. */
const mark = 'sealed:';

export function createSecretBodies(keyBase64: string): SecretBodies {
  const sealer = createSealer(keyBase64);
  return {
    seal: (body) => mark + sealer.seal(JSON.stringify(body)),
    read: (stored, now) => {
      if (!stored.startsWith(mark)) return stored;
      const body: unknown = JSON.parse(sealer.open(stored.slice(mark.length)));
      if (!validator.Check(body)) throw new Error('Bug: a sealed body is none of ours');
      return body.until <= now.toISOString() ? undefined : body.text;
    },
  };
}
