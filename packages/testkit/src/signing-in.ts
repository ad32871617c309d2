import {
  answerChallenge,
  listInbox,
  registerAccount,
  requestCode,
  signIn,
  type Challenge,
  type Session,
  type SignInOutcome,
} from '@safiri/contracts';
import type { Client } from '@safiri/client';

/** Reads codes where they arrive: in an outbox, an inbox, a mailbox. */
export type CodeReader = {
  /** How many messages with a code the recipient had so far. */
  count(recipient: string): Promise<number>;
  /** The newest code, once there are more messages than that. */
  newest(recipient: string, moreThan: number): Promise<string>;
};

/** Opens an account by a code, as the pages do; its identifier is written as it is stored. */
export async function registerBy(
  call: Client,
  codes: CodeReader,
  person: { readonly identifier: string; readonly name: string; readonly password?: string },
): Promise<Session> {
  const { identifier, ...said } = person;
  const before = await codes.count(identifier);
  const challenge = told(await call(requestCode, { body: { identifier, purpose: 'sign-in' } }));
  const outcome = await answerBy(call, challenge, await codes.newest(identifier, before));
  if (outcome.kind !== 'registration') throw new Error(`${identifier} has an account already`);
  return told(await call(registerAccount, { body: { registrationToken: outcome.registrationToken, ...said } }));
}

/** Signs in by password, and by the mailed code where one has to follow. */
export async function signInBy(
  call: Client,
  codes: CodeReader,
  { identifier, password }: { readonly identifier: string; readonly password: string },
): Promise<Session> {
  const before = await codes.count(identifier);
  let outcome = told(await call(signIn, { body: { identifier, password } }));
  if (outcome.kind === 'challenge')
    outcome = await answerBy(call, outcome.challenge, await codes.newest(identifier, before));
  if (outcome.kind !== 'session') throw new Error(`${identifier} was asked for more: ${outcome.kind}`);
  return outcome.session;
}

async function answerBy(call: Client, { challengeToken }: Challenge, code: string): Promise<SignInOutcome> {
  return told(await call(answerChallenge, { body: { challengeToken, factor: { kind: 'code', code } } }));
}

function told<Value>(answer: { ok: true; value: Value } | { ok: false; code: string; detail: string }): Value {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value;
}

/** Codes that the inbox of development caught for somebody, newest first. */
export async function listCaughtCodes(call: Client, to: string): Promise<string[]> {
  const { messages } = told(await call(listInbox, { query: { to } }));
  return messages.flatMap(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text) ?? []);
}

/** Codes of that inbox where news travels when it is told to, by `settle`. */
export function caughtCodes(call: Client, settle: () => Promise<void>): CodeReader {
  const codesTo = async (to: string): Promise<string[]> => {
    await settle();
    return await listCaughtCodes(call, to);
  };
  return {
    count: async (recipient) => (await codesTo(recipient)).length,
    newest: async (recipient, moreThan) => {
      const [newest, ...older] = await codesTo(recipient);
      if (newest === undefined || older.length < moreThan) throw new Error(`${recipient} was sent no code`);
      return newest;
    },
  };
}
