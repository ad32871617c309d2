import {
  allPersonalData,
  mostExportedRows,
  mostPersonalRows,
  type DataSubject,
  type ErasureObstacle,
  type PersonalDataOperations,
  type PersonalRow,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { CausedBy } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** Why somebody cannot be forgotten yet, from all services; refused when one of them does not say. */
export async function listObstacles(ctx: Ctx, who: DataSubject, causedBy: CausedBy | null): Promise<ErasureObstacle[]> {
  const answers = await Promise.all(
    allPersonalData.map(
      async ({ listObstacles: asked }) => await ctx.callPeer(asked, { params: {}, query: {}, body: who }, causedBy),
    ),
  );
  return answers.flatMap((answer) => {
    if (!answer.ok) throw notAnswered();
    return answer.value.obstacles;
  });
}

/** Whom to ask, and the request that asks. */
type Asking = { readonly services: readonly PersonalDataOperations[]; readonly causedBy: CausedBy };

/** Everything that these services keep of a person. Those that know orders, and not whose they are, are asked by orders. */
export async function collectData(ctx: Ctx, who: DataSubject, { services, causedBy }: Asking): Promise<PersonalRow[]> {
  const asking = { ctx, causedBy };
  const collected: PersonalRow[] = [];
  const orderIds: string[] = [];
  // Ticketing is asked before those that know orders alone.
  for (const { exportData } of services) {
    const byOrders = exportData.service === 'qr' || exportData.service === 'notification';
    const orders = byOrders ? chunks(orderIds) : [[]];
    for (const some of orders) {
      for await (const rows of pagesOf(asking, exportData, { ...who, orderIds: some })) {
        collected.push(...rows);
        if (exportData.service === 'ticketing') orderIds.push(...orderIdsIn(rows));
        if (collected.length > mostExportedRows)
          throw new DomainError('EXPORT_TOO_LARGE', 'There is more of this than fits one file: write to the operator.');
      }
    }
  }
  return collected;
}

async function* pagesOf(
  { ctx, causedBy }: { readonly ctx: Ctx; readonly causedBy: CausedBy },
  operation: PersonalDataOperations['exportData'],
  who: DataSubject & { readonly orderIds: readonly string[] },
): AsyncGenerator<readonly PersonalRow[]> {
  let after: string | undefined;
  do {
    const body = { ...who, orderIds: [...who.orderIds], ...(after === undefined ? {} : { after }) };
    const page = await ctx.callPeer(operation, { params: {}, query: {}, body }, causedBy);
    if (!page.ok) throw notAnswered();
    yield page.value.rows;
    after = page.value.next ?? undefined;
  } while (after !== undefined);
}

/** Also none: what is found by a number is asked for once. */
function chunks(orderIds: readonly string[]): string[][] {
  const some: string[][] = [orderIds.slice(0, mostPersonalRows)];
  for (let at = mostPersonalRows; at < orderIds.length; at += mostPersonalRows)
    some.push(orderIds.slice(at, at + mostPersonalRows));
  return some;
}

function orderIdsIn(rows: readonly PersonalRow[]): string[] {
  return rows.flatMap(({ table, values: { orderId } }) =>
    table === 'orders' && typeof orderId === 'string' ? [orderId] : [],
  );
}

function notAnswered(): DomainError {
  return new DomainError('UNAVAILABLE', 'A part of the house does not answer: try again in a moment.');
}
