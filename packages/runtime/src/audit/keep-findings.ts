import { assert, newId } from '@safiri/kernel';
import type { Tx } from '../database/connect.ts';
import type { Auditor, Finding, Kind, Violation } from './auditor.ts';
import { markRaised, putViolations } from './violation-queries.ts';

/**
 * Remembers what was found and says what is said now: what nobody said before, and what has been so for longer than it may.
 * Safe to repeat; however many processes find one violation, one of them says it.
 */
export async function keepFindings(tx: Tx, auditor: Auditor, findings: readonly Finding[]): Promise<Violation[]> {
  if (findings.length === 0) return [];
  const byKey = new Map(findings.map((finding) => [keyOf(finding), finding]));
  const kept = await putViolations(
    tx,
    [...byKey.values()].map((finding) => ({
      ...finding,
      violationId: newId(),
      invariant: kindOf(auditor, finding).invariant,
    })),
  );
  const due = kept.filter((row) => !row.raised && row.seenSeconds >= kindOf(auditor, row).patienceSeconds);
  if (due.length === 0) return [];
  const versions = await markRaised(
    tx,
    due.map(({ violationId }) => violationId),
  );
  const violations: Violation[] = [];
  for (const { violationId, kind, subject, foundAt } of due) {
    const finding = byKey.get(keyOf({ kind, subject }));
    const version = versions.get(violationId);
    assert(finding !== undefined && version !== undefined, 'what is said was found and is marked');
    const violation = { ...finding, violationId, version, foundAt, invariant: kindOf(auditor, finding).invariant };
    await auditor.tell(tx, violation);
    violations.push(violation);
  }
  return violations;
}

export function keyOf({ kind, subject }: Pick<Finding, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`;
}

export function kindOf(auditor: Auditor, { kind }: Pick<Finding, 'kind'>): Kind {
  const known = auditor.kinds[kind];
  assert(known !== undefined, `${kind} is no kind that this auditor knows`);
  return known;
}
