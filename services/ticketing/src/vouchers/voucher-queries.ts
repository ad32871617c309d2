import { sql, type RawBuilder } from 'kysely';
import type { Voucher } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type VoucherRow = Pick<Voucher, 'voucherId' | 'issuerId' | 'ownerId' | 'cause'> & {
  readonly version: number;
  readonly currency: string;
  readonly amountMinor: number;
  readonly remainingMinor: number;
  readonly reservedMinor: number;
  readonly expiresAt: Date;
  readonly issuedAt: Date;
  readonly fingerprint: string;
  /** By the database's clock, when the row was read. */
  readonly isExpired: boolean;
};

const columns = sql`
  voucher_id as "voucherId", version, issuer_id as "issuerId", owner_id as "ownerId", cause, currency, amount_minor as "amountMinor",
  remaining_minor as "remainingMinor", reserved_minor as "reservedMinor", expires_at as "expiresAt", issued_at as "issuedAt", fingerprint,
  expires_at <= clock_timestamp() as "isExpired"`;

export type NewVoucher = Pick<
  VoucherRow,
  'voucherId' | 'issuerId' | 'ownerId' | 'cause' | 'currency' | 'amountMinor' | 'expiresAt' | 'fingerprint'
> & { readonly codeHash: Buffer | null; readonly issuedBy: string; readonly idempotencyKey: string };

/** Issues a voucher; undefined when this key issued one before. */
export async function insertVoucher(tx: Tx, voucher: NewVoucher): Promise<VoucherRow | undefined> {
  const { rows } = await sql<VoucherRow>`
    insert into vouchers (voucher_id, issuer_id, owner_id, code_hash, cause, currency, amount_minor, remaining_minor, expires_at, issued_by, idempotency_key, fingerprint)
    values (${voucher.voucherId}, ${voucher.issuerId}, ${voucher.ownerId}, ${voucher.codeHash}, ${voucher.cause}, ${voucher.currency},
            ${voucher.amountMinor}, ${voucher.amountMinor}, ${voucher.expiresAt}, ${voucher.issuedBy}, ${voucher.idempotencyKey}, ${voucher.fingerprint})
    on conflict (issuer_id, issued_by, idempotency_key) do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

export type NewCredit = Pick<NewVoucher, 'voucherId' | 'issuerId' | 'currency' | 'amountMinor'> & {
  readonly ownerId: string;
  readonly orderId: string;
  readonly quoteId: string;
  readonly goodDays: number;
};

/** Issues what an offer gives instead of money, in the name of who took it, under the offer's id. */
export async function insertCredit(tx: Tx, credit: NewCredit): Promise<VoucherRow> {
  const { rows } = await sql<VoucherRow>`
    insert into vouchers (voucher_id, issuer_id, owner_id, cause, currency, amount_minor, remaining_minor, expires_at, issued_by, idempotency_key, fingerprint, order_id, quote_id)
    values (${credit.voucherId}, ${credit.issuerId}, ${credit.ownerId}, 'refund-choice', ${credit.currency}, ${credit.amountMinor}, ${credit.amountMinor},
            clock_timestamp() + make_interval(days => ${credit.goodDays}::integer), ${credit.ownerId}, ${credit.quoteId}, '', ${credit.orderId}, ${credit.quoteId})
    returning ${columns}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`Bug: no credit was issued for quote ${credit.quoteId}`);
  return row;
}

export async function findVoucherByKey(
  tx: Tx,
  { issuerId, issuedBy, idempotencyKey }: Pick<NewVoucher, 'issuerId' | 'issuedBy' | 'idempotencyKey'>,
): Promise<VoucherRow | undefined> {
  return await findWhere(
    tx,
    sql`issuer_id = ${issuerId} and issued_by = ${issuedBy} and idempotency_key = ${idempotencyKey}`,
  );
}

export async function findVoucherByCode(tx: Tx, codeHash: Buffer): Promise<VoucherRow | undefined> {
  return await findWhere(tx, sql`code_hash = ${codeHash}`);
}

export async function findVoucherOf(tx: Tx, ownerId: string, voucherId: string): Promise<VoucherRow | undefined> {
  return await findWhere(tx, sql`voucher_id = ${voucherId} and owner_id = ${ownerId}`);
}

async function findWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<VoucherRow | undefined> {
  const { rows } = await sql<VoucherRow>`select ${columns} from vouchers where ${condition}`.execute(tx);
  return rows[0];
}

/** Vouchers of an issuer, newest first. Ids ascend in time. */
export async function listVouchersFrom(
  tx: Tx,
  issuerId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<VoucherRow[]> {
  const { rows } = await sql<VoucherRow>`
    select ${columns} from vouchers
     where issuer_id = ${issuerId} and (${page.before ?? null}::uuid is null or voucher_id < ${page.before ?? null}::uuid)
     order by voucher_id desc limit ${page.limit}`.execute(tx);
  return rows;
}

/** A passenger's own vouchers, newest first. */
export async function listVouchersOf(tx: Tx, ownerId: string, limit: number): Promise<VoucherRow[]> {
  const { rows } = await sql<VoucherRow>`
    select ${columns} from vouchers where owner_id = ${ownerId} order by voucher_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** A movement that is told: what is owed to who has the voucher became more or less. */
export type VoucherUse = {
  readonly useId: string;
  readonly voucherId: string;
  readonly version: number;
  readonly kind: 'issued' | 'restored' | 'withdrawn' | 'expired';
  readonly amountMinor: number;
  readonly issuerId: string;
  readonly currency: string;
};

export async function getIssue(tx: Tx, voucherId: string): Promise<VoucherUse[]> {
  return await readUses(tx, sql`(select * from voucher_uses where voucher_id = ${voucherId} and kind = 'issued')`);
}

/** Takes back what remains of a voucher of the acting company; nothing where nothing does. */
export async function withdraw(tx: Tx, voucherId: string): Promise<VoucherUse[]> {
  return await readUses(tx, sql`withdraw_voucher(${voucherId})`);
}

export async function expire(tx: Tx, limit: number): Promise<VoucherUse[]> {
  return await readUses(tx, sql`expire_vouchers(${limit})`);
}

/** Gives a part of a refund back to a voucher that paid for the booking; nothing when this refund did before. */
export async function restore(
  tx: Tx,
  part: {
    readonly orderId: string;
    readonly voucherId: string;
    readonly amountMinor: number;
    readonly refundId: string;
  },
): Promise<VoucherUse[]> {
  return await readUses(
    tx,
    sql`restore_voucher(${part.orderId}, ${part.voucherId}, ${part.amountMinor}, ${part.refundId})`,
  );
}

async function readUses(tx: Tx, uses: RawBuilder<unknown>): Promise<VoucherUse[]> {
  const { rows } = await sql<VoucherUse>`
    select u.use_id as "useId", u.voucher_id as "voucherId", u.version, u.kind, u.amount_minor as "amountMinor",
           v.issuer_id as "issuerId", v.currency
      from ${uses} u join vouchers v on v.voucher_id = u.voucher_id`.execute(tx);
  return rows;
}
