import { createHash } from 'node:crypto';
import type { importStatement as operation, StatementImport } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform } from '../staff.ts';
import { statementImported } from '../telemetry.ts';
import { countOpenCases } from './case-queries.ts';
import { comparedAtOnce, compareEnded, compareLines, compareOpenCases, type Ended } from './compare.ts';
import { keepLines, keepProblems, listProblems, markMatched, putImport, type ImportRow } from './keep-lines.ts';
import { readStatement, type ReadStatement } from './read-statement.ts';

const firstProblems = 100;

/**
 * Takes a statement: keeps its lines, posts the company's fees, and compares it with attempts, refunds and the ledger. Handed in
 * twice it changes nothing; broken off, it goes on where it was when it is handed in again.
 */
export async function importStatement(ctx: Ctx, request: RequestOf<typeof operation>): Promise<StatementImport> {
  const { actor, params, query, body } = request;
  const { method } = params;
  const { id: importedBy } = actingAsPlatform(actor);
  const [from, until] = [new Date(query.from), new Date(query.until)];
  if (!(from < until)) throw new DomainError('PERIOD_INVALID', 'A statement covers a time that ends after it begins.');
  const statement = await readStatement(method, body);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const counts = { lines: statement.lines.length, problems: statement.problems.length };
  const taken = await transaction(ctx.db, asService, async (tx) => {
    const asked = { ...counts, importId: newId(), method, sha256, from, until, importedBy, now: ctx.clock.now() };
    const put = await putImport(tx, asked);
    const after = { ...counts, method, sha256, from, until };
    await recordAct(tx, request, {
      company: null,
      thing: { kind: 'statement', id: put.importId },
      before: null,
      after,
    });
    return put;
  });
  if (!taken.matched) await takeIn(ctx, taken, statement);
  const { importId, lines, problems } = taken;
  return await transaction(ctx.db, asService, async (tx) => ({
    importId,
    method,
    lines,
    problems,
    firstProblems: await listProblems(tx, importId, firstProblems),
    openCases: await countOpenCases(tx, method),
  }));
}

/** Each step is a transaction that holds nothing for long, and one that breaks off has kept what it did. */
async function takeIn(ctx: Ctx, taken: ImportRow, { lines, problems }: ReadStatement): Promise<void> {
  const step = async <Result>(work: (tx: Tx) => Promise<Result>) => await transaction(ctx.db, asService, work);
  let news = 0;
  for (const some of stepsOf(lines)) news += await step(async (tx) => await keepLines(tx, taken, some));
  for (const some of stepsOf(problems)) await step(async (tx) => await keepProblems(tx, taken.importId, some));
  for (const some of stepsOf(lines)) {
    const numbers = { first: some[0]?.lineNo ?? 0, last: some.at(-1)?.lineNo ?? 0 };
    await step(async (tx) => await compareLines(tx, taken, numbers));
  }
  await followThrough(async (after: string | null) => await step((tx) => compareOpenCases(tx, taken.method, after)));
  for (const what of ['attempt', 'refund'] as const)
    await followThrough(async (after: Ended | null) => await step((tx) => compareEnded(tx, { ...taken, what }, after)));
  await step(async (tx) => await markMatched(tx, taken.importId, ctx.clock.now()));
  statementImported(ctx.log, { ...taken, news });
}

function stepsOf<Each>(all: readonly Each[]): Each[][] {
  return Array.from({ length: Math.ceil(all.length / comparedAtOnce) }, (_, index) =>
    all.slice(index * comparedAtOnce, (index + 1) * comparedAtOnce),
  );
}

async function followThrough<Position>(next: (after: Position | null) => Promise<Position | null>): Promise<void> {
  let position = await next(null);
  while (position !== null) position = await next(position);
}
