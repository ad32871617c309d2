import type {
  getCompanyReceipt as companyOperation,
  listCompanyReceipts as listCompanyOperation,
  listOrderReceipts as orderOperation,
  listReceiptsByLink as linkOperation,
  Receipt,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { findReceipt, listOfCompany, listReceipts, receiptOf, type ReceiptRow } from './receipt-queries.ts';

const pageSize = 50;

export async function listOrderReceipts(
  ctx: Ctx,
  { actor, params }: RequestOf<typeof orderOperation>,
): Promise<{ receipts: Receipt[] }> {
  const passenger = { kind: 'passenger', id: actor.subjectId } as const;
  const rows = await transaction(ctx.db, passenger, async (tx) => await listReceipts(tx, params));
  return { receipts: rows.map(receiptOf) };
}

/** A link that nobody has shows nothing, like one whose order was not paid. */
export async function listReceiptsByLink(
  ctx: Ctx,
  { params }: RequestOf<typeof linkOperation>,
): Promise<{ receipts: Receipt[] }> {
  const holder = { kind: 'link', id: params.link } as const;
  const rows = await transaction(ctx.db, holder, async (tx) => await listReceipts(tx, params));
  return { receipts: rows.map(receiptOf) };
}

export async function getByLink(
  ctx: Ctx,
  params: { readonly link: string; readonly receiptId: string },
): Promise<ReceiptRow> {
  const holder = { kind: 'link', id: params.link } as const;
  return found(await transaction(ctx.db, holder, async (tx) => await findReceipt(tx, params)));
}

export async function getOfCompany(
  ctx: Ctx,
  { actor, params }: Pick<RequestOf<typeof companyOperation>, 'actor' | 'params'>,
): Promise<ReceiptRow> {
  const staff = actingFor(actor, params.companyId);
  return found(await transaction(ctx.db, staff, async (tx) => await findReceipt(tx, params)));
}

export async function getCompanyReceipt(ctx: Ctx, request: RequestOf<typeof companyOperation>): Promise<Receipt> {
  return receiptOf(await getOfCompany(ctx, request));
}

export async function listCompanyReceipts(
  ctx: Ctx,
  { actor, params: { companyId }, query }: RequestOf<typeof listCompanyOperation>,
): Promise<{ receipts: Receipt[]; more: boolean }> {
  const asked = { companyId, before: query.before, fiscal: query.fiscal, limit: pageSize + 1 };
  const rows = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => await listOfCompany(tx, asked));
  return { receipts: rows.slice(0, pageSize).map(receiptOf), more: rows.length > pageSize };
}

function found(row: ReceiptRow | undefined): ReceiptRow {
  if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no such receipt of yours.');
  return row;
}
