import { assert } from '@safiri/kernel';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import type { Job } from '../service.ts';
import { mostFindings, type Auditor, type Pass, type Violation } from './auditor.ts';
import { findByIndex } from './by-index.ts';
import { keepFindings, keyOf } from './keep-findings.ts';
import { emptyScope, scopeOf } from './scope.ts';
import { endViolations, lockCursor, lockOpenViolations, moveCursor } from './violation-queries.ts';

/** Open violations looked at in one step; of a healthy product there is none. */
const openAtOnce = 25;

type Audited = { readonly db: Database; readonly log: Log };

/**
 * The auditor at work: one small step a second, of each pass in turn and never two side by side. So it has one of the
 * service's connections at the most, for some milliseconds, however busy or large the database is. Processes that run it
 * side by side share the passes: a cursor is one process's at a time.
 */
export function auditJob({ db, log }: Audited, auditor: Auditor): Job {
  const turns = [
    ...[...auditor.lately, ...auditor.everything].map((pass) => async () => await takeStep(db, auditor, pass)),
    async () => await lookAgain(db, auditor),
  ];
  let next = 0;
  return {
    name: 'audit',
    everySeconds: 1,
    run: async () => {
      const turn = turns[next];
      assert(turn !== undefined, 'the next turn is one of them');
      // A step that fails, on a trip too large for its time say, keeps no other pass from its turn.
      next = (next + 1) % turns.length;
      for (const violation of await turn()) invariantViolated(log, db.schema, violation);
      return false;
    },
  };
}

/** One step of a pass: whatever it finds is remembered and said in the transaction that moves its cursor. */
export async function takeStep(db: Database, auditor: Auditor, pass: Pass): Promise<Violation[]> {
  return await transaction(db, asService, async (tx) => {
    const cursor = await lockCursor(tx, pass.name);
    if (cursor === undefined) return [];
    await findByIndex(tx);
    const { scope, position } = await pass.next(tx, cursor.position);
    const findings = emptyScope(scope) ? [] : await auditor.inspect(tx, scope);
    const violations = await keepFindings(tx, auditor, findings);
    await moveCursor(tx, pass.name, position);
    return violations;
  });
}

/** What was suspected and still is so, is said when its patience is over; what is so no more, is over. */
export async function lookAgain(db: Database, auditor: Auditor): Promise<Violation[]> {
  return await transaction(db, asService, async (tx) => {
    const open = await lockOpenViolations(tx, openAtOnce);
    if (open.length === 0) return [];
    await findByIndex(tx);
    const findings = await auditor.inspect(tx, scopeOf(open));
    const violations = await keepFindings(tx, auditor, findings);
    const found = new Set(findings.map(keyOf));
    const over = open.filter((violation) => !found.has(keyOf(violation)));
    // A list that was cut does not say what is over.
    if (findings.length < mostFindings)
      await endViolations(
        tx,
        over.map(({ violationId }) => violationId),
      );
    return violations;
  });
}

function invariantViolated(log: Log, service: string, violation: Violation): void {
  const { violationId, invariant, kind, subject, orderId, tripId } = violation;
  log.error({ violationId, service, invariant, kind, subject, orderId, tripId }, 'invariant violated');
}
