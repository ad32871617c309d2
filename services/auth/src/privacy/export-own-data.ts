import { stringify } from 'csv-stringify/sync';
import yazl from 'yazl';
import {
  allPersonalData,
  authPersonalData,
  notificationPersonalData,
  type exportMyData,
  type exportMyTables,
  type FileAnswer,
  type PersonalRow,
} from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { dataExported } from '../telemetry.ts';
import { collectData } from './ask-services.ts';
import { readDataSubject } from './data-subject.ts';
import { isStaff, requireProof } from './proof.ts';

type Request = RequestOf<typeof exportMyData> | RequestOf<typeof exportMyTables>;
type Tables = ReadonlyMap<string, readonly PersonalRow['values'][]>;

/** What staff sold under their own id is their company's, and names its customers. */
const dataOfStaff = [authPersonalData, notificationPersonalData];

/** Everything that is kept of who asks, table by table. */
export async function exportOwnData(ctx: Ctx, request: Request): Promise<FileAnswer> {
  const tables = await readTables(ctx, request);
  const data = {
    exportedAt: ctx.clock.now().toISOString(),
    subjectId: request.actor.subjectId,
    ...Object.fromEntries(tables),
  };
  return { name: 'safiri-data.json', bytes: Buffer.from(JSON.stringify(data, null, 2)) };
}

/** The same as a zip with a CSV file a table. */
export async function exportOwnTables(ctx: Ctx, request: Request): Promise<FileAnswer> {
  const tables = await readTables(ctx, request);
  const zip = new yazl.ZipFile();
  for (const [table, rows] of tables) zip.addBuffer(Buffer.from(csvOf(rows)), `${table}.csv`);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part));
  return { name: 'safiri-data.zip', bytes: Buffer.concat(parts) };
}

async function readTables(ctx: Ctx, request: Request): Promise<Tables> {
  const { actor } = request;
  await requireProof(ctx, actor);
  const who = await transaction(ctx.db, asService, async (tx) => await readDataSubject(tx, actor.subjectId));
  const services = isStaff(actor) ? dataOfStaff : allPersonalData;
  const rows = await collectData(ctx, who, { services, causedBy: request });
  dataExported(ctx.log, { subjectId: actor.subjectId, rows: rows.length });
  return new Map(
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, group]) => [table, group.map(({ values }) => values)]),
  );
}

/** Text that a spreadsheet would take for a formula is marked as text. */
function csvOf(rows: readonly PersonalRow['values'][]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify([...rows], { header: true, columns, escape_formulas: true });
}
