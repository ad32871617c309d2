import { asksByPhone, type Attempt, type giveUpAttempt } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { leaseSeconds, secondsAfter } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import { attemptGivenUp } from '../telemetry.ts';
import { markGivenUp } from './attempt-queries.ts';
import { findView } from './attempt-views.ts';
import { checkAttempt } from './check-attempt.ts';

/**
 * The payer came back from a company's page without paying and wants another way. What can be called off is called off, and
 * the attempt fails as soon as no money of it can come any more: usually in this very request. Repeating it changes nothing.
 */
export async function giveUp(ctx: Ctx, { actor, params }: RequestOf<typeof giveUpAttempt>): Promise<Attempt> {
  const payer = { kind: 'passenger', id: actor.subjectId } as const;
  const attempt = await transaction(ctx.db, payer, async (tx) => await findView(tx, params));
  if (attempt === undefined) throw new DomainError('NOT_FOUND', 'There is no such attempt of yours.');
  if (attempt.status === 'succeeded' || attempt.status === 'failed') return attempt;
  if (asksByPhone(attempt.method))
    throw new DomainError(
      'ATTEMPT_NOT_GIVEN_UP',
      'A prompt on a phone cannot be called off. Refuse it there, or wait until it ends.',
    );
  const now = ctx.clock.now();
  const leaseUntil = secondsAfter(now, leaseSeconds);
  const givenUp = await transaction(
    ctx.db,
    asService,
    async (tx) => await markGivenUp(tx, params, { now, leaseUntil }),
  );
  if (givenUp !== undefined) {
    attemptGivenUp(ctx.log, givenUp);
    await checkAttempt(ctx, givenUp);
  }
  return (await transaction(ctx.db, payer, async (tx) => await findView(tx, params))) ?? attempt;
}
