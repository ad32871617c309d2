import {
  mostPersonalRows,
  type DataSubject,
  type ErasureObstacle,
  type PersonalDataOperations,
  type PersonalDataPage,
  type PersonalRow,
  type StorageLimit,
} from '@safiri/contracts/declaring';
import { DomainError } from '@safiri/kernel';
import type { Database, Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { ServiceActor } from '../http/actor.ts';
import { route, type Route } from '../http/route.ts';

/** By whom rows are looked for: also by orders of theirs, where a service knows orders and not whose they are. */
export type Wanted = DataSubject & { readonly orderIds: readonly string[] };

export type Found = { readonly key: string; readonly values: PersonalRow['values'] };

/** A table of the export. */
export type DataSource = {
  readonly table: string;
  /** Rows of a person after a key ('' before the first), in the order of their keys. */
  readonly read: (
    tx: Tx,
    who: Wanted,
    page: { readonly after: string; readonly limit: number },
  ) => Promise<readonly Found[]>;
};

/** What a service that keeps something about people says of it. */
export type PersonalData = {
  readonly sources: readonly DataSource[];
  readonly obstacles: (tx: Tx, who: DataSubject) => Promise<readonly ErasureObstacle[]>;
  readonly limits: readonly StorageLimit[];
};

/** The rows of a routes table that serve the operations of `personalDataOf`. */
export function personalDataRoutes(operations: PersonalDataOperations, db: Database, data: PersonalData): Route[] {
  return [
    route(operations.exportData, async ({ actor, body: { after, ...who } }) => {
      refuseOthers(actor, who);
      return await readPage(db, data.sources, { who, after });
    }),
    route(operations.listObstacles, async ({ actor, body }) => {
      refuseOthers(actor, body);
      return { obstacles: [...(await transaction(db, asService, async (tx) => await data.obstacles(tx, body)))] };
    }),
    route(operations.listLimits, async () => ({ limits: [...data.limits] })),
  ];
}

/** Auth asks of its own accord to forget somebody; because of a request it asks about whoever sent that. */
function refuseOthers({ onBehalfOf }: ServiceActor, { subjectIds }: DataSubject): void {
  if (onBehalfOf !== null && !subjectIds.includes(onBehalfOf.subjectId))
    throw new DomainError('FORBIDDEN', 'What is kept about somebody is shown to them.');
}

/** Goes from table to table until the page is full. A cursor names the table by its place, and the last key in it. */
async function readPage(
  db: Database,
  sources: readonly DataSource[],
  { who, after = '0:' }: { readonly who: Wanted; readonly after: string | undefined },
): Promise<PersonalDataPage> {
  const colon = after.indexOf(':');
  const first = Number(after.slice(0, Math.max(colon, 0)));
  let key = after.slice(colon + 1);
  const rows: PersonalRow[] = [];
  for (let place = first; place < sources.length; place += 1) {
    const source = sources[place];
    if (source === undefined) break;
    const limit = mostPersonalRows - rows.length;
    const page = { after: key, limit };
    const found = await transaction(db, asService, async (tx) => await source.read(tx, who, page));
    rows.push(...found.map(({ values }) => ({ table: source.table, values })));
    if (found.length === limit) return { rows, next: `${place}:${found.at(-1)?.key ?? ''}` };
    key = '';
  }
  return { rows, next: null };
}
