import { stringify } from 'csv-stringify/sync';
import {
  mostLinesOfSession,
  type CashSession,
  type FileAnswer,
  type getCashSession as getOperation,
  type getCashSessionCsv as csvOperation,
  type listCashSessions as listOperation,
  type OutputOf,
} from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { majorText } from '../settlements/major-text.ts';
import { noSuchSession } from './add-line.ts';
import { readerOf } from './cash-agent.ts';
import { seenBy } from './drawer-places.ts';
import { listLines } from './line-queries.ts';
import { listDevices } from './sale-numbers.ts';
import { findSessionView, listClosings, listSessionViews } from './session-views.ts';

/** As many as the contract lets through. */
const pageSize = 100;
const mostClosings = 100;

export async function listSessions(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listOperation>,
): Promise<{ sessions: CashSession[]; more: boolean }> {
  return await transaction(ctx.db, readerOf(actor), async (tx) => {
    const sessions = await listSessionViews(tx, { ...query, seen: seenBy(actor) }, pageSize + 1);
    return { sessions: sessions.slice(0, pageSize), more: sessions.length > pageSize };
  });
}

type Report = OutputOf<typeof getOperation>;

export async function getSession(
  ctx: Ctx,
  { actor, params: { sessionId } }: Pick<RequestOf<typeof getOperation>, 'actor' | 'params'>,
): Promise<Report> {
  return await transaction(ctx.db, readerOf(actor), async (tx) => {
    const session = await findSessionView(tx, sessionId, seenBy(actor));
    if (session === undefined) throw noSuchSession();
    return {
      session,
      lines: await listLines(tx, sessionId, mostLinesOfSession),
      closings: await listClosings(tx, sessionId, mostClosings),
      devices: await listDevices(tx, sessionId),
    };
  });
}

/** A row a line, and what the drawer holds after it. */
export async function getSessionCsv(ctx: Ctx, request: RequestOf<typeof csvOperation>): Promise<FileAnswer> {
  const report = await getSession(ctx, request);
  return { name: `cash-session-${report.session.sessionId}.csv`, bytes: Buffer.from(csvOf(report)) };
}

const columns = [
  'line',
  'at',
  'kind',
  'amount',
  'drawer',
  'tendered',
  'change',
  'order',
  'sale',
  'device',
  'reason',
  'currency',
];

function csvOf({ session: { currency }, lines }: Report): string {
  const amount = (amountMinor: number | null): string =>
    amountMinor === null ? '' : majorText({ amountMinor, currency });
  let drawerMinor = 0;
  const rows = lines.map((line) => {
    drawerMinor += line.amountMinor;
    return [
      line.lineNo,
      line.madeAt,
      line.kind,
      amount(line.amountMinor),
      amount(drawerMinor),
      amount(line.tenderedMinor),
      amount(line.changeMinor),
      line.orderReference,
      line.saleNo,
      line.deviceId,
      plainText(line.reason),
      currency,
    ];
  });
  return stringify(rows, { header: true, columns });
}

/** What a person wrote, so that no spreadsheet takes it for a formula. */
function plainText(text: string | null): string {
  return text === null ? '' : text.replace(/^[=+\-@\t\r]/, "'$&");
}
