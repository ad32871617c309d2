import { sql } from 'kysely';
import {
  guestOrdersClaimed as guestOrdersClaimedNews,
  type claimGuestOrders as operation,
  type OutputOf,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, publish, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import { forgetAnew } from '@safiri/runtime/privacy';
import type { Ctx } from '../context.ts';
import { guestOrdersClaimed } from '../telemetry.ts';

/** More than a guest orders in a month; what is left over moves at the next sign-in. */
const mostOrders = 500;

type Claim = { readonly guestId: string; readonly accountId: string };
type Moved = { readonly orderId: string; readonly version: number };

/**
 * Moves the orders of a guest to the account that shows the guest's token, and tells it, so that their payments and receipts
 * follow. Repeating it moves nothing.
 */
export async function claimGuestOrders(
  ctx: Ctx,
  { actor, body }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const guest = await ctx.verifier.verifyAccess(body.guestToken);
  if (guest?.kind !== 'guest') {
    throw new DomainError('GUEST_TOKEN_INVALID', 'This is no current token of a guest.', { field: '/body/guestToken' });
  }
  const claim = { guestId: guest.sub, accountId: actor.subjectId };
  // The service does it, since neither of the two may touch the other's rows.
  const orders = await transaction(ctx.db, asService, async (tx) => await moveAll(tx, claim));
  guestOrdersClaimed(ctx.log, { ...claim, moved: orders.length });
  return { moved: orders.length };
}

async function moveAll(tx: Tx, claim: Claim): Promise<Moved[]> {
  const entries = await moveEntries(tx, claim);
  const orders = await moveOrders(tx, claim);
  const vouchers = await moveVouchers(tx, claim);
  if (entries + orders.length + vouchers === 0) return orders;
  // Whoever asked to be forgotten in this moment is forgotten with these.
  await forgetAnew(tx, claim.accountId);
  await publish(tx, guestOrdersClaimedNews, {
    aggregateId: claim.guestId,
    version: Math.max(1, ...orders.map(({ version }) => version)),
    payload: { ...claim, orders },
  });
  return orders;
}

/** A key that both used stays with the guest's order. */
async function moveOrders(tx: Tx, { guestId, accountId }: Claim): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    update orders set owner_id = ${accountId}, version = version + 1
     where order_id in (
       select g.order_id from orders g
        where g.owner_id = ${guestId}
          and not exists (select from orders a where a.owner_id = ${accountId} and a.idempotency_key = g.idempotency_key)
        order by g.order_id limit ${mostOrders} for update)
    returning order_id as "orderId", version`.execute(tx);
  return rows;
}

/** Places in waiting lists too. Where the account stands in that line itself, or used the key, the guest's stays with the guest. */
async function moveEntries(tx: Tx, { guestId, accountId }: Claim): Promise<number> {
  const { numAffectedRows } = await sql`
    update waiting_entries g set owner_id = ${accountId}, version = version + 1
     where g.owner_id = ${guestId}
       and not exists (
         select from waiting_entries a
          where a.owner_id = ${accountId}
            and (a.idempotency_key = g.idempotency_key
                 or (a.trip_id, a.from_stop, a.to_stop) = (g.trip_id, g.from_stop, g.to_stop) and a.ended_at is null))`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

async function moveVouchers(tx: Tx, { guestId, accountId }: Claim): Promise<number> {
  const { numAffectedRows } = await sql`
    update vouchers set owner_id = ${accountId} where voucher_id in (
      select voucher_id from vouchers where owner_id = ${guestId} order by voucher_id for update)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
