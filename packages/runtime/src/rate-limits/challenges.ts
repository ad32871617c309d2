import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '@safiri/kernel';
import type { Memory } from '../memory/memory.ts';
import { createOwnMemory } from '../memory/own-memory.ts';

/** Work to be done before somebody is served: cheap to check, and dear to whoever wants to be served thousands of times. */
export type Challenges = {
  make(): Promise<Challenge>;
  /** Whether this is an answer to a challenge of ours that was not given before: base64 of JSON `{challenge, solution}`. */
  isSolved(answer: string): Promise<boolean>;
};

/** Two bytes of zeros: 65,536 hashes in the mean, a second or some of a phone. */
const keyPrefix = '0000';
/** A slow phone needs half a minute, and then somebody may look away. */
const goodForSeconds = 300;
/** Answers have about 500. */
const mostCharacters = 2_048;
/** About 150 bytes each, of answers that took somebody a second to find. */
const mostSolved = 50_000;

const Answer = Compile(
  Type.Object({
    challenge: Type.Object({
      parameters: Type.Object({
        algorithm: Type.Literal('SHA-256'),
        nonce: Type.String({ maxLength: 64 }),
        salt: Type.String({ maxLength: 64 }),
        cost: Type.Literal(1),
        keyLength: Type.Literal(32),
        keyPrefix: Type.Literal(keyPrefix),
        expiresAt: Type.Number(),
      }),
      signature: Type.String({ maxLength: 128 }),
    }),
    solution: Type.Object({
      counter: Type.Integer({ minimum: 0, maximum: 0xff_ff_ff_ff }),
      derivedKey: Type.String({ maxLength: 64 }),
    }),
  }),
);

/** Processes with the same secret take one another's; each answer is good once, in all that share their memory. */
export function createChallenges(
  secret: string,
  clock: Clock,
  memory: Pick<Memory, 'makeOnce'> = createOwnMemory(clock),
): Challenges {
  const solved = memory.makeOnce('solved-challenge', {
    keptMilliseconds: goodForSeconds * 1000,
    most: mostSolved,
    // Nobody's key: who solves one is not known yet.
    mostOfKey: mostSolved,
    whenFull: 'refuse',
  });
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    make: async () =>
      await createChallenge({
        algorithm: 'SHA-256',
        cost: 1,
        keyPrefix,
        deriveKey,
        expiresAt: seconds() + goodForSeconds,
        hmacSignatureSecret: secret,
      }),
    isSolved: async (text) => {
      const answer = text.length > mostCharacters ? undefined : readJson(text);
      if (!Answer.Check(answer)) return false;
      const { challenge, solution } = answer;
      const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: secret });
      return verified && challenge.parameters.expiresAt > seconds() && (await solved.note('', challenge.signature));
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
