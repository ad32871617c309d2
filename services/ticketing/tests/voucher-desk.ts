import {
  bookOrder,
  companyChanged,
  issueVoucher,
  payWithVoucher,
  takeVoucherOff,
  type BodyOf,
  type Order,
  type OutputOf,
} from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { sampleCompany } from '../src/network/sample-network.ts';
import { openSale, type Buyer, type Sale } from './open-sale.ts';

type Issued = OutputOf<typeof issueVoucher>;

/** A sale with two companies, staff who issue vouchers, and payment that says whether an attempt is open. */
export type VoucherDesk = {
  readonly sale: Sale;
  readonly rivalId: string;
  /** What payment answers; undefined: nothing. */
  attemptOpen: boolean | undefined;
  readonly supervisor: Buyer['call'];
  ask(
    body?: Partial<BodyOf<typeof issueVoucher>>,
    given?: { key?: string; by?: Buyer['call']; companyId?: string },
  ): Promise<Awaited<ReturnType<typeof askOf>>>;
  /** A voucher of 1000 of the sample company, unless said otherwise. */
  issue(amountMinor?: number, given?: { ownerId?: string; companyId?: string; by?: Buyer['call'] }): Promise<Issued>;
  put(buyer: Buyer, order: Order, voucher: Issued): ReturnType<typeof putOf>;
  takeOff(buyer: Buyer, order: Order, voucher: Issued): ReturnType<typeof takeOffOf>;
  book(buyer: Buyer, order: Order): ReturnType<typeof bookOf>;
  /** What of a voucher is where. */
  books(voucher: Issued): Promise<Books>;
  /** Lets a voucher be over, as if its time had passed. */
  age(voucher: Issued): Promise<void>;
};

export type Books = { remaining: number; reserved: number; used: number; ended: number; movements: string };

export async function openVoucherDesk(): Promise<VoucherDesk> {
  const rivalId = newId();
  const sale = await openSale({
    callPeer: async () =>
      desk.attemptOpen === undefined
        ? { ok: false, code: 'NO_ANSWER', detail: 'silent' }
        : ({ ok: true, value: { open: desk.attemptOpen } } as never),
  });
  await sale.bed.hear(sale.service, companyChanged, { ...sampleCompany, companyId: rivalId, name: 'Simba Express' });
  const supervisor = sale.served.as(await sale.bed.tokens.staff('supervisor', sampleCompany.companyId));
  const desk: VoucherDesk = {
    sale,
    rivalId,
    attemptOpen: false,
    supervisor,
    ask: async (body, { key = newId(), by = supervisor, companyId = sampleCompany.companyId } = {}) =>
      await askOf(by, { ...sampleVoucher(sale), ...body }, { key, companyId }),
    issue: async (amountMinor = 1000, { ownerId, ...given } = {}) => {
      const answer = await desk.ask(
        { amount: { amountMinor, currency: 'RWF' }, ...(ownerId === undefined ? {} : { ownerId }) },
        given,
      );
      assert(answer.ok, `the voucher is issued: ${answer.ok ? '' : `${answer.code} ${answer.detail}`}`);
      return answer.value;
    },
    put: putOf,
    takeOff: takeOffOf,
    book: bookOf,
    books: async ({ voucher }) => {
      const [row] = await sale.bed.admin<Books>(
        `select remaining_minor::int as remaining, reserved_minor::int as reserved, used_minor::int as used, ended_minor::int as ended,
                (select string_agg(kind || ' ' || amount_minor, ', ' order by version) from ticketing.voucher_uses u where u.voucher_id = v.voucher_id) as movements
           from ticketing.vouchers v where voucher_id = $1`,
        [voucher.voucherId],
      );
      assert(row !== undefined, 'the voucher is there');
      return row;
    },
    age: async ({ voucher }) => {
      await sale.bed.admin(
        `update ticketing.vouchers set expires_at = now() - interval '1 second' where voucher_id = $1`,
        [voucher.voucherId],
      );
    },
  };
  return desk;
}

export function sampleVoucher(sale: Sale): BodyOf<typeof issueVoucher> {
  return {
    amount: { amountMinor: 1000, currency: 'RWF' },
    cause: 'goodwill',
    expiresAt: new Date(sale.bed.deps.clock.now().getTime() + 30 * 86_400_000).toISOString(),
  };
}

async function askOf(
  by: Buyer['call'],
  body: BodyOf<typeof issueVoucher>,
  { key, companyId }: { key: string; companyId: string },
) {
  return await by(issueVoucher, { params: { companyId }, body, idempotencyKey: key });
}

async function putOf(buyer: Buyer, { orderId }: Order, { voucher, code }: Issued) {
  return await buyer.call(payWithVoucher, {
    params: { orderId },
    body: code === null ? { voucherId: voucher.voucherId } : { code },
  });
}

async function takeOffOf(buyer: Buyer, { orderId }: Order, { voucher: { voucherId } }: Issued) {
  return await buyer.call(takeVoucherOff, { params: { orderId, voucherId } });
}

async function bookOf(buyer: Buyer, { orderId }: Order) {
  return await buyer.call(bookOrder, { params: { orderId }, body: {} });
}
