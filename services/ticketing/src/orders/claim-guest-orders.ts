import { sql } from 'kysely';
import type { claimGuestOrders as operation, OutputOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { guestOrdersClaimed } from '../telemetry.ts';

/** More than a guest orders in a month; what is left over moves at the next sign-in. */
const mostOrders = 500;

/** Moves the orders of a guest to the account that shows the guest's token. Repeating it moves nothing. */
export async function claimGuestOrders(
  ctx: Ctx,
  { actor, body }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const guest = await ctx.verifier.verifyAccess(body.guestToken);
  if (guest?.kind !== 'guest') {
    throw new DomainError('GUEST_TOKEN_INVALID', 'This is no current token of a guest.', { field: '/body/guestToken' });
  }
  const moved = await moveOrders(ctx, guest.sub, actor.subjectId);
  await moveEntries(ctx, { guestId: guest.sub, accountId: actor.subjectId });
  await moveVouchers(ctx, { guestId: guest.sub, accountId: actor.subjectId });
  guestOrdersClaimed(ctx.log, { guestId: guest.sub, accountId: actor.subjectId, moved });
  return { moved };
}

/** The service does it, since neither of the two may touch the other's rows. A key that both used stays with the guest's order. */
async function moveOrders(ctx: Ctx, guestId: string, accountId: string): Promise<number> {
  const { numAffectedRows } = await transaction(
    ctx.db,
    asService,
    async (tx) =>
      await sql`
      update orders set owner_id = ${accountId}, version = version + 1
       where order_id in (
         select g.order_id from orders g
          where g.owner_id = ${guestId}
            and not exists (select from orders a where a.owner_id = ${accountId} and a.idempotency_key = g.idempotency_key)
          order by g.order_id limit ${mostOrders} for update)`.execute(tx),
  );
  return Number(numAffectedRows ?? 0n);
}

/** Places in waiting lists too. Where the account stands in that line itself, or used the key, the guest's stays with the guest. */
async function moveEntries(
  ctx: Ctx,
  { guestId, accountId }: { readonly guestId: string; readonly accountId: string },
): Promise<void> {
  await transaction(
    ctx.db,
    asService,
    async (tx) =>
      await sql`
      update waiting_entries g set owner_id = ${accountId}, version = version + 1
       where g.owner_id = ${guestId}
         and not exists (
           select from waiting_entries a
            where a.owner_id = ${accountId}
              and (a.idempotency_key = g.idempotency_key
                   or (a.trip_id, a.from_stop, a.to_stop) = (g.trip_id, g.from_stop, g.to_stop) and a.ended_at is null))`.execute(
        tx,
      ),
  );
}

async function moveVouchers(
  ctx: Ctx,
  { guestId, accountId }: { readonly guestId: string; readonly accountId: string },
): Promise<void> {
  await transaction(
    ctx.db,
    asService,
    async (tx) => await sql`update vouchers set owner_id = ${accountId} where owner_id = ${guestId}`.execute(tx),
  );
}
