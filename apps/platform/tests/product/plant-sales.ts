import {
  bookOrder,
  checkOutOrder,
  createAttempt,
  getOrder,
  holdSeats,
  holdSeatsForCustomer,
  issueVoucher,
  joinWaitingList,
  keepSeats,
  listOrderReceipts,
  listTrips,
  payWithVoucher,
  quoteRefund,
  quoteRefundForCustomer,
  scanTicket,
  setRefundPolicy,
  type Order,
} from '@safiri/contracts';
import { createHmac } from 'node:crypto';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { approvingPayer, confusedPayer } from './payment-company.ts';
import type { Facts } from './planted.ts';
import { callbackSecret, type Product } from './open-product.ts';
import { must, type Tenant } from './tenants.ts';

const contact = { phone: '+256711900002', email: 'zawadi@hush.example' };
const passengerName = 'Hush Passenger';

/** Trips of a tenant of one day, with the indexes of their first and last stop. */
type Sale = { readonly product: Product; readonly tenant: Tenant; readonly facts: Facts; readonly tripIds: number[] };

/** What passengers and agents of a tenant have: orders in each state, vouchers, a place in a line, kept seats, scans. */
export async function plantSales(product: Product, tenant: Tenant, facts: Facts): Promise<void> {
  const { companyId, serviceDate, staff } = tenant;
  const driver = product.as(await staff.driver.token());
  const { trips } = must(await driver(listTrips, { params: { companyId }, query: { serviceDate } }));
  const sale = { product, tenant, facts, tripIds: trips.map(({ tripId }) => tripId) };
  const admin = product.as(await staff['company-admin'].token());
  const tiers = [{ hoursBefore: 0, refundedPercent: 90, feePerSeat: null }];
  must(await admin(setRefundPolicy, { params: { companyId }, body: { tiers } }));
  await plantBooking(sale);
  await plantOpenOrders(sale);
  await plantVouchers(sale);
  await plantHousekeeping(sale);
  await plantWaiting(sale);
}

async function checkedOut(client: Client, { orderId, claims }: Order): Promise<Order> {
  const passengers = claims.map(({ claimId }) => ({ claimId, name: passengerName }));
  return must(await client(checkOutOrder, { params: { orderId }, body: { contact, passengers } }));
}

async function held({ tripIds }: Sale, client: Client, count: number): Promise<Order> {
  const trips = [{ tripId: tripIds[0] ?? 0, from: 0, to: 1, any: { count } }];
  return must(await client(holdSeats, { idempotencyKey: newId(), body: { trips } }));
}

/** A booking that money paid: with tickets, a link, receipts, messages, one seat given back, one offer of a refund, one scan. */
async function plantBooking(sale: Sale): Promise<void> {
  const { product, tenant, facts } = sale;
  const passenger = product.as(await tenant.passenger.token());
  const { orderId } = await checkedOut(passenger, await held(sale, passenger, 4));
  const attempt = must(
    await passenger(createAttempt, {
      idempotencyKey: newId(),
      body: { orderId, method: 'mtn-momo', payerPhone: approvingPayer },
    }),
  );
  await product.pass(5);
  const order = must(await passenger(getOrder, { params: { orderId } }));
  const [first, second, third] = order.claims;
  const params = { orderId };
  const quote = must(await passenger(quoteRefund, { params, body: { claimIds: [first?.claimId ?? ''] } }));
  const supervisor = product.as(await tenant.staff.supervisor.token());
  const ofCompany = must(
    await supervisor(quoteRefundForCustomer, {
      params: { orderId, companyId: tenant.companyId },
      body: { claimIds: [second?.claimId ?? ''], companyReason: 'hush: no bus' },
    }),
  );
  const token = third?.ticket?.token ?? '';
  const driver = product.as(await tenant.staff.driver.token());
  const scan = { scanId: newId(), tripId: sale.tripIds[0] ?? 0, stopIndex: 0, token };
  must(await driver(scanTicket, { body: scan }));
  await product.settle();
  const { receipts } = must(await passenger(listOrderReceipts, { params }));
  facts.plant({
    orderId,
    before: orderId,
    after: orderId,
    'getReceiptPdfByLink.receiptId': receipts[0]?.receiptId,
    attemptId: attempt.attemptId,
    referenceId: attempt.attemptId,
    claimId: first?.claimId,
    claimIds: [first?.claimId],
    quoteId: quote.quoteId,
    'confirmRefundForCustomer.quoteId': ofCompany.quoteId,
    tripId: sale.tripIds[0],
    scanId: scan.scanId,
    reference: order.reference,
    orderReference: order.reference,
    payerPhone: approvingPayer,
  });
  // As payment makes it: services/payment/src/callbacks/callback-secret.ts.
  const secret = createHmac('sha256', callbackSecret).update(attempt.attemptId).digest('hex');
  facts.hide({ 'momoCallbackPut.secret': secret, 'momoCallbackPost.secret': secret });
  facts.hide({ link: order.link, 'scanTicket.token': token, 'findBooking.phone': contact.phone });
  facts.secret(contact.phone, contact.email, passengerName, approvingPayer, 'hush', order.reference);
}

/** One order that is held, and one whose money a person has to decide about. */
async function plantOpenOrders(sale: Sale): Promise<void> {
  const { product, tenant, facts } = sale;
  const passenger = product.as(await tenant.passenger.token());
  const open = await checkedOut(passenger, await held(sale, passenger, 1));
  const disputed = await checkedOut(passenger, await held(sale, passenger, 1));
  const body = { orderId: disputed.orderId, method: 'mtn-momo', payerPhone: confusedPayer } as const;
  const attempt = must(await passenger(createAttempt, { idempotencyKey: newId(), body }));
  await product.pass(5);
  for (const name of ['releaseOrder', 'checkOutOrder', 'extendOrder', 'payWithVoucher', 'takeVoucherOff', 'bookOrder'])
    facts.plant({ [`${name}.orderId`]: open.orderId });
  for (const name of ['createAttempt', 'getPayableOrder']) facts.plant({ [`${name}.orderId`]: open.orderId });
  for (const name of ['decideAttempt', 'giveUpAttempt'])
    facts.plant({ [`${name}.orderId`]: disputed.orderId, [`${name}.attemptId`]: attempt.attemptId });
  facts.plant({ payer: tenant.passenger.id, 'decideAttempt.amount': disputed.total });
}

async function plantVouchers({ product, tenant, facts, ...sale }: Sale): Promise<void> {
  const supervisor = product.as(await tenant.staff.supervisor.token());
  const { companyId } = tenant;
  const issue = async (ownerId?: string) =>
    must(
      await supervisor(issueVoucher, {
        params: { companyId },
        idempotencyKey: newId(),
        body: {
          amount: { amountMinor: 5_000_000, currency: 'UGX' },
          cause: 'goodwill',
          expiresAt: new Date(product.bed.deps.clock.now().getTime() + 90 * 86_400_000).toISOString(),
          ...(ownerId === undefined ? {} : { ownerId }),
        },
      }),
    );
  const owned = await issue(tenant.passenger.id);
  const bearer = await issue();
  const passenger = product.as(await tenant.passenger.token());
  const { orderId } = await checkedOut(passenger, await held({ product, tenant, facts, ...sale }, passenger, 1));
  const { voucherId } = owned.voucher;
  must(await passenger(payWithVoucher, { params: { orderId }, body: { voucherId } }));
  must(await passenger(bookOrder, { params: { orderId }, body: {} }));
  await product.settle();
  facts.plant({ voucherId });
  facts.hide({ code: bearer.code });
}

async function plantHousekeeping({ product, tenant, facts, tripIds }: Sale): Promise<void> {
  const supervisor = product.as(await tenant.staff.supervisor.token());
  const { kept } = must(
    await supervisor(keepSeats, {
      params: { companyId: tenant.companyId },
      idempotencyKey: newId(),
      body: { tripId: tripIds[1] ?? 0, seats: [5], keptFor: 'house', minutesBefore: null, reason: 'hush: for a guest' },
    }),
  );
  facts.plant({ keptId: kept.keptId, 'keepSeats.layoutId': undefined });
}

/** The second trip is filled, and the passenger waits for a seat of it. */
async function plantWaiting({ product, tenant, facts, tripIds }: Sale): Promise<void> {
  const tripId = tripIds[1] ?? 0;
  const agent = product.as(await tenant.staff.agent.token());
  const { companyId } = tenant;
  for (let count = 60; count >= 1;) {
    const taken = await agent(holdSeatsForCustomer, {
      params: { companyId },
      idempotencyKey: newId(),
      body: { channel: 'counter', trips: [{ tripId, from: 0, to: 1, any: { count } }] },
    });
    if (!taken.ok) count = Math.floor(count / 2);
  }
  const passenger = product.as(await tenant.passenger.token());
  const entry = must(
    await passenger(joinWaitingList, {
      params: { tripId },
      idempotencyKey: newId(),
      body: { from: 0, to: 1, seats: 1, contact },
    }),
  );
  facts.plant({ entryId: entry.entryId, 'joinWaitingList.tripId': tripId, 'listWaitingEntries.tripId': tripId });
}
