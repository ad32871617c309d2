import type { StormReport } from '../service/sign-in-storm.ts';
import { percentile } from '../figures.ts';
import { digits, milliseconds } from './numbers.ts';
import { table } from './tables.ts';

/** Passwords that were looked at; everybody else was refused before any hashing. */
const judged = ['signed-in', 'SIGN_IN_FAILED'];
const refused = ['TOO_MANY_SIGN_INS', 'CHALLENGE_NEEDED', 'TOO_MANY_TRIES', 'TOO_MANY_REQUESTS'];

/** What became of the sign-ins, and what hashing cost: refused ones none of it. */
export function stormLines(storms: readonly StormReport[]): string[] {
  const outcomes = [...new Set([...judged, ...refused.slice(0, 2), ...storms.flatMap(outcomesOf)])];
  const rows = outcomes.map((outcome) => {
    const times = storms.flatMap(({ millisecondsByOutcome }) => millisecondsByOutcome[outcome] ?? []);
    const sorted = times.toSorted((a, b) => a - b);
    return [
      outcome,
      String(times.length),
      ...[0.5, 0.99].map((share) => (times.length === 0 ? '–' : milliseconds(percentile(sorted, share)))),
    ];
  });
  return [...table([['answer to a sign-in', 'times', 'p50 ms', 'p99 ms'], ...rows]), '', hashingLine(storms)];
}

function hashingLine(storms: readonly StormReport[]): string {
  const offered = sum(storms.map((storm) => storm.offered));
  const hashes = sum(storms.map(judgedIn));
  const known = storms.flatMap(({ hashingSeconds }) => hashingSeconds ?? []);
  const told = `${offered} were offered and ${hashes} judged`;
  if (known.length < storms.length) return `${told}. What hashing cost, this system does not say.`;
  const [cost, lasted] = [sum(known), sum(storms.map(({ seconds }) => seconds))];
  return `${told}. The thread that hashes took ${digits(cost)} s in ${digits(lasted)} s: ${digits(cost / lasted)} of a core, ${digits(cost / hashes)} s for each that was judged. Had the others been hashed too, it would have taken ${digits((cost / hashes) * offered)} s.`;
}

/** Answers that nobody may be given in a storm, a sentence each. */
export function stormViolations(report: StormReport): string[] {
  const unexpected = outcomesOf(report).filter((outcome) => ![...judged, ...refused].includes(outcome));
  return [
    ...unexpected.map(
      (outcome) => `${report.millisecondsByOutcome[outcome]?.length ?? 0} sign-ins were answered ${outcome}`,
    ),
    ...(judgedIn(report) === 0 ? ['nobody was judged in a storm'] : []),
    ...(judgedIn(report) === report.offered ? ['everybody was judged: that was no storm'] : []),
  ];
}

function outcomesOf({ millisecondsByOutcome }: StormReport): string[] {
  return Object.keys(millisecondsByOutcome);
}

function judgedIn({ millisecondsByOutcome }: StormReport): number {
  return sum(judged.map((outcome) => millisecondsByOutcome[outcome]?.length ?? 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
