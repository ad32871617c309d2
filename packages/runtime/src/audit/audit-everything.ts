import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { FoundViolation } from '../service.ts';
import type { Auditor, Finding } from './auditor.ts';
import { findByIndex } from './by-index.ts';
import { keepFindings, keyOf, kindOf } from './keep-findings.ts';
import { emptyScope, scopeOf } from './scope.ts';

/** What looks wrong and may only be late is looked at once more after this; news takes a second, unless it failed. */
const secondLookMilliseconds = 10_000;
/** Suspicions kept in memory; a database with more has been told of enough. */
const mostSuspicions = 1_000;
const suspectsAtOnce = 25;

type Options = {
  readonly db: Database;
  readonly auditor: Auditor;
  readonly say: (violation: FoundViolation) => void;
  readonly secondLookAfter?: number;
};

/** Looks at everything there is now, in the passes' small steps; says and remembers each violation. */
export async function auditEverything(options: Options): Promise<void> {
  const { db, auditor } = options;
  const suspicions = new Map<string, Finding>();
  for (const pass of auditor.everything) {
    let position: string | null = null;
    do {
      const step = await transaction(db, asService, async (tx) => {
        await findByIndex(tx);
        const { scope, position: reached } = await pass.next(tx, position);
        const findings = emptyScope(scope) ? [] : await auditor.inspect(tx, scope);
        await keepFindings(tx, auditor, findings);
        return { findings, reached };
      });
      position = step.reached;
      for (const finding of step.findings) {
        if (kindOf(auditor, finding).patienceSeconds === 0) sayOne(options, finding);
        else if (suspicions.size < mostSuspicions) suspicions.set(keyOf(finding), finding);
      }
    } while (position !== null);
  }
  if (suspicions.size > 0) await lookTwice(options, suspicions);
}

async function lookTwice(options: Options, suspicions: ReadonlyMap<string, Finding>): Promise<void> {
  await wait(options.secondLookAfter ?? secondLookMilliseconds);
  const suspects = [...suspicions.values()];
  const said = new Set<string>();
  for (let first = 0; first < suspects.length; first += suspectsAtOnce) {
    const scope = scopeOf(suspects.slice(first, first + suspectsAtOnce));
    const findings = await transaction(options.db, asService, async (tx) => {
      await findByIndex(tx);
      return await options.auditor.inspect(tx, scope);
    });
    for (const finding of findings) {
      const key = keyOf(finding);
      if (!suspicions.has(key) || said.has(key)) continue;
      said.add(key);
      sayOne(options, finding);
    }
  }
}

function sayOne({ auditor, say }: Options, finding: Finding): void {
  say({ ...finding, invariant: kindOf(auditor, finding).invariant });
}
