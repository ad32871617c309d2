import { sql } from 'kysely';
import { guestOrdersClaimed, subjectForgotten } from '@safiri/contracts';
import { asService, on, transaction, type Consumer, type Job } from '@safiri/runtime';
import { forgetAnew, forgetting } from '@safiri/runtime/privacy';
import type { Ctx } from '../context.ts';
import { carryOutErasures, onSubjectForgotten, tell } from './carry-out-erasures.ts';
import { listBegun } from './erasure-queries.ts';
import { forgetSessions } from './forget-in-auth.ts';

/** What auth hears and does so that people are forgotten. */
export function privacyWork(ctx: Ctx): { readonly consumers: readonly Consumer[]; readonly jobs: readonly Job[] } {
  const { consumer, job } = forgetting({ ...ctx, name: 'auth', steps: [forgetSessions] });
  return {
    consumers: [
      consumer,
      on(subjectForgotten, async (tx, report) => await onSubjectForgotten(ctx, tx, report)),
      on(guestOrdersClaimed, async (tx, { guestId, accountId }) => {
        await sql`insert into claimed_guests (guest_id, account_id) values (${guestId}, ${accountId}) on conflict do nothing`.execute(
          tx,
        );
        await forgetAnew(tx, accountId);
      }),
    ],
    jobs: [carryOutErasures(ctx), job],
  };
}

const stepErasures = 200;

/** Tells of everybody who was ever forgotten once more, for copies that were rebuilt from an old backup; answers the number of events. */
export async function republishErasures(ctx: Ctx): Promise<number> {
  let events = 0;
  let after: string | null = null;
  for (;;) {
    const page = { after, limit: stepErasures };
    const told = await transaction(ctx.db, asService, async (tx) => {
      const begun = await listBegun(tx, page);
      for (const erasure of begun) await tell(tx, erasure);
      return begun;
    });
    events += told.length;
    after = told.at(-1)?.erasureId ?? null;
    if (told.length < stepErasures) return events;
  }
}
