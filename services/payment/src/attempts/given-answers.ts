import { createHash } from 'node:crypto';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Attempt } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import type { KeyUse } from './attempt-views.ts';

/** A client that repeats a request later than this repeats it to the row, which stays as long as the attempt. */
const keptSeconds = 86_400;

const keyUse = Compile(Type.Object({ fingerprint: Type.String(), attempt: Attempt }));

export type GivenAnswer = { readonly callerId: string; readonly idempotencyKey: string };

/** What was answered to this key once its attempt was over; undefined tells nothing. */
export async function findGivenAnswer(ctx: Ctx, given: GivenAnswer): Promise<KeyUse | undefined> {
  const text = await ctx.memory.answers.find(nameOf(given));
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return keyUse.Check(value) ? value : undefined;
}

/** Kept for a day when it is over, since nothing of the answer changes then but what is given back later. */
export async function keepGivenAnswer(ctx: Ctx, given: GivenAnswer, use: KeyUse): Promise<void> {
  const { status } = use.attempt;
  if (status !== 'succeeded' && status !== 'failed') return;
  await ctx.memory.answers.remember(nameOf(given), JSON.stringify(use), keptSeconds);
}

/** Whose key it is, as a name that tells nobody who they are. */
function nameOf({ callerId, idempotencyKey }: GivenAnswer): string {
  return `payment:${createHash('sha256').update(`${callerId} ${idempotencyKey}`).digest('base64url')}`;
}
