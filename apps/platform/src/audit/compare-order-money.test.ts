import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { createPayment, readPaymentConfig } from '@safiri/payment';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createTicketing, readTicketingConfig } from '@safiri/ticketing';
import { compareOrderMoney, type Witness } from './compare-order-money.ts';

let bed: Testbed;
let witnesses: readonly [Witness, Witness];

beforeAll(async () => {
  bed = await openTestbed({ service: 'payment', postgres: inject('postgres') });
  const settings = {
    CALLBACK_SECRET: 'secret-of-callbacks-0123456789',
    PUBLIC_URL: 'https://safiri.example',
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
  };
  const ticketing = createTicketing({
    ...bed.deps,
    db: bed.connectAs('ticketing'),
    config: readTicketingConfig({}),
    verifier: bed.tokens.verifier,
  });
  const payment = createPayment({ ...bed.deps, config: readPaymentConfig(settings) });
  const [one, two] = [ticketing, payment].map(({ name, orderMoney }) => ({ name, money: orderMoney }));
  if (one?.money === undefined || two?.money === undefined)
    throw new Error('both services say what they know of money');
  witnesses = [
    { name: one.name, money: one.money },
    { name: two.name, money: two.money },
  ];
});
afterAll(async () => await bed.close());

it('a sale and a refund that both services know alike are no difference; each planted one is named', async () => {
  const sound = await Promise.all(Array.from({ length: 5 }, async () => await sale()));
  expect(await differences()).toEqual([]);

  const [unheard, changed, untold, divided] = sound;
  if (unheard === undefined || changed === undefined || untold === undefined || divided === undefined)
    throw new Error('five were sold');
  await bed.admin('delete from ticketing.order_refunds where order_id = $1', [unheard.orderId]);
  await bed.admin('delete from ticketing.order_payments where order_id = $1', [unheard.orderId]);
  await bed.admin('update ticketing.order_payments set amount_minor = amount_minor + 1 where order_id = $1', [
    changed.orderId,
  ]);
  await bed.admin('delete from payment.refunds where order_id = $1', [untold.orderId]);
  await post({ orderId: divided.orderId, sourceId: newId(), kind: 'refund-due' }, [
    ['company-payable', 100, 'refund'],
    ['refunds-owed', -100, null],
  ]);

  expect((await differences()).toSorted()).toEqual(
    [
      `Order ${unheard.orderId}: what attempt ${unheard.attemptId} brought: ticketing says nothing, payment says RWF 5000.`,
      `Order ${unheard.orderId}: what goes back by refund ${unheard.refundId}: ticketing says nothing, payment says RWF 2000.`,
      `Order ${changed.orderId}: what attempt ${changed.attemptId} brought: ticketing says RWF 5001, payment says RWF 5000.`,
      `Order ${changed.orderId}: what is kept for its seats: ticketing says RWF 3001, payment says RWF 3000.`,
      `Order ${untold.orderId}: what goes back by refund ${untold.refundId}: ticketing says RWF 2000, payment says nothing.`,
      `Order ${divided.orderId}: what is kept for its seats: ticketing says RWF 3000, payment says RWF 2900.`,
    ].toSorted(),
  );
});

it('a voucher that paid a part, and credit that was given back, are counted by both; a planted difference is named', async () => {
  const { orderId, voucherId } = await saleWithCredit();
  expect((await differences()).filter((sentence) => sentence.includes(orderId))).toEqual([]);
  await bed.admin('update ticketing.order_tenders set restored_minor = 50 where order_id = $1', [orderId]);
  await bed.admin('update ticketing.vouchers set amount_minor = 900, remaining_minor = 900 where voucher_id = $1', [
    voucherId,
  ]);
  expect((await differences()).filter((sentence) => sentence.includes(orderId))).toEqual([
    `Order ${orderId}: what is kept for its seats: ticketing says RWF 2050, payment says RWF 2000.`,
  ]);
});

async function differences(): Promise<string[]> {
  const said: string[] = [];
  const count = await compareOrderMoney({
    witnesses,
    say: (sentence) => said.push(sentence),
    secondLookMilliseconds: 0,
  });
  expect(count).toBe(said.length);
  return said;
}

type Sale = { readonly orderId: string; readonly attemptId: string; readonly refundId: string };

/** An order that was paid with 5,000 francs, of which 2,000 go back, as both services write it down. */
async function sale(): Promise<Sale> {
  const [orderId, attemptId, refundId] = [newId(), newId(), newId()];
  const ids = [orderId, attemptId, refundId];
  await bed.admin(
    `insert into payment.attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency, order_reference,
                                   provider_reference, status, cause, created_at, last_sent_at, settled_at, provider_transaction_id, refund_promised_minor)
     values ($1::uuid, $2::uuid, gen_random_uuid(), 'key', 'f', 'mtn-momo', '+250788123456', 5000, 'RWF', 'REF', gen_random_uuid(), 'succeeded', 'confirmed', now(), now(), now(), $2::text, 2000)`,
    [orderId, attemptId],
  );
  await bed.admin(
    `insert into payment.refunds (order_id, refund_id, attempt_id, amount_minor, currency, order_reference, status, cause, due_at)
     values ($1, $3, $2, 2000, 'RWF', 'REF', 'due', 'trip-cancelled', now())`,
    ids,
  );
  await bed.admin(
    `insert into ticketing.order_payments (order_id, attempt_id, amount_minor, currency, outcome) values ($1, $2, 5000, 'RWF', 'booking')`,
    [orderId, attemptId],
  );
  await bed.admin(
    `insert into ticketing.order_refunds (order_id, refund_id, attempt_id, amount_minor, currency, cause) values ($1, $3, $2, 2000, 'RWF', 'trip-cancelled')`,
    ids,
  );
  await post({ orderId, sourceId: attemptId, kind: 'attempt-succeeded' }, [
    ['clearing', 5000, null],
    ['passenger-money', -5000, null],
  ]);
  await post({ orderId, sourceId: orderId, kind: 'booking-confirmed' }, [
    ['passenger-money', 5000, null],
    ['company-payable', -4500, 'sale'],
    ['commission', -500, null],
  ]);
  await post({ orderId, sourceId: refundId, kind: 'refund-due' }, [
    ['company-payable', 2000, 'refund'],
    ['refunds-owed', -2000, null],
  ]);
  return { orderId, attemptId, refundId };
}

/** An order of 3,000 francs that a voucher paid; 1,000 of it went back as credit for another journey. */
async function saleWithCredit(): Promise<{ orderId: string; voucherId: string }> {
  const [orderId, usedId, voucherId, issuerId] = [newId(), newId(), newId(), newId()];
  await bed.admin(
    `insert into ticketing.orders (order_id, owner_id, idempotency_key, fingerprint, reference, link, status, currency, total_minor, expires_at, trip_ids, company_ids, contact_phone, locale)
     values ($1::uuid, $2::uuid, 'key', 'f', 'CREDIT', 'abcdefghijklmnopqrstuv', 'confirmed', 'RWF', 3000, now(), '{1}', array[$2::uuid], '+250788123456', 'en')`,
    [orderId, issuerId],
  );
  await bed.admin(
    `insert into ticketing.vouchers (voucher_id, issuer_id, owner_id, cause, currency, amount_minor, remaining_minor, used_minor, expires_at, issued_by, idempotency_key, fingerprint, order_id, quote_id)
     values ($1, $3, $3, 'goodwill', 'RWF', 3000, 0, 3000, now() + interval '1 year', $3, 'one', 'f', null, null),
            ($2, $3, $3, 'refund-choice', 'RWF', 1000, 1000, 0, now() + interval '1 year', $3, 'other', 'f', $4, gen_random_uuid())`,
    [usedId, voucherId, issuerId, orderId],
  );
  await bed.admin(
    `insert into ticketing.order_tenders (order_id, voucher_id, issuer_id, amount_minor, status) values ($1, $2, $3, 3000, 'used')`,
    [orderId, usedId, issuerId],
  );
  await post({ orderId, sourceId: orderId, kind: 'voucher-used' }, [
    ['vouchers', 3000, null],
    ['passenger-money', -3000, null],
  ]);
  await post({ orderId, sourceId: orderId, kind: 'booking-confirmed' }, [
    ['passenger-money', 3000, null],
    ['company-payable', -3000, 'sale'],
  ]);
  await post({ orderId, sourceId: newId(), kind: 'voucher-issued' }, [
    ['vouchers', -1000, null],
    ['company-payable', 1000, 'refund'],
  ]);
  return { orderId, voucherId };
}

type Entry = readonly [account: string, amountMinor: number, line: string | null];

async function post(
  { orderId, sourceId, kind }: { orderId: string; sourceId: string; kind: string },
  entries: readonly Entry[],
): Promise<void> {
  await bed.admin(
    `insert into payment.ledger_entries (company_id, source_kind, source_id, entry_no, account, line, method, order_id, amount_minor, currency)
     select case account when 'company-payable' then $5::uuid else '00000000-0000-0000-0000-000000000000' end, $1, $2, entry_no, account, line,
            case account when 'clearing' then 'mtn-momo' else '' end, $3, amount_minor, 'RWF'
       from jsonb_to_recordset($4::jsonb) as e (entry_no smallint, account text, line text, amount_minor bigint)`,
    [
      kind,
      sourceId,
      orderId,
      JSON.stringify(
        entries.map(([account, amountMinor, line], index) => ({
          entry_no: index + 1,
          account,
          line,
          amount_minor: amountMinor,
        })),
      ),
      newId(),
    ],
  );
}
