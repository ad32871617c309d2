import path from 'node:path';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { FeedProblem } from '@safiri/contracts';
import { withPlatform } from './open-platform.ts';

const usage = 'Use: npm run gtfs -- import FILE.zip [--name NAME] [--shift-dates]';
/** A feed can have a thousand problems; a person mends the first ones first. The API gives all of them. */
const problemsShown = 40;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string' }, 'shift-dates': { type: 'boolean', default: false } },
});
const [verb, file] = positionals;

if (verb !== 'import' || file === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
} else {
  await withPlatform(async ({ company }) => {
    if (!(await stat(file).catch(() => undefined))?.isFile()) {
      process.stderr.write(`${file} cannot be read.
`);
      return 1;
    }
    const report = await company.importFeed({
      feedName: values.name ?? path.basename(file, '.zip'),
      source: { zipPath: file },
      shiftDates: values['shift-dates'],
      onProgress: (progress) => process.stdout.write(`${progress.step} ${String(progress.percent)} %\n`),
    });
    for (const problem of report.problems.slice(0, problemsShown)) process.stdout.write(`${describe(problem)}\n`);
    if (report.problemCount > problemsShown)
      process.stdout.write(`… and ${report.problemCount - problemsShown} more\n`);
    const dated = report.status === 'imported' ? await company.dateTrips() : 0;
    process.stdout.write(
      `${report.status}: ${Object.entries(report.counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(
          ', ',
        )}${report.shiftDays === 0 ? '' : `, dates moved by ${report.shiftDays} days`}, ${dated} trips dated\n`,
    );
    return report.status === 'imported' || report.status === 'unchanged' ? 0 : 1;
  });
}

function describe(problem: FeedProblem): string {
  const place = [problem.file, problem.line === null ? undefined : `line ${problem.line}`, problem.field ?? undefined]
    .filter((part) => part !== undefined)
    .join(', ');
  return `${problem.severity} ${problem.code}: ${place}: ${problem.value === null ? '' : `"${problem.value}"; `}${problem.expected}`;
}
