/**
 * `npm run audit-packages`: asks the registry for advisories about the packages of the lock file. Closes with 0 when there
 * are none, or each is answered in docs/audit-answers.json; with 1 when one is not; with 2, and a sentence, when it could not ask.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDate, systemClock } from '@safiri/kernel';
import { readAnswers, readAudit, refusalsOf } from './audit/judge.ts';
import { root } from './tools.ts';

const answers = readAnswers(readFileSync(join(root, 'docs/audit-answers.json'), 'utf8'));
const npm = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  // Windows finds npm.cmd by its shell alone.
  shell: process.platform === 'win32',
});
const asked = readAudit(npm.stdout ?? '');
if ('notAsked' in asked) {
  console.log(`The registry could not be asked for advisories: ${asked.notAsked}`);
  console.log('NOTHING WAS CHECKED. Run npm run audit-packages where the registry offers audits.');
  process.exit(2);
}
const refusals = refusalsOf(asked.findings, answers, localDate(systemClock.now(), 'UTC'));
for (const sentence of refusals) console.log(sentence);
console.log(`${asked.findings.length} advisories, ${answers.length} answered, ${refusals.length} refused.`);
process.exit(refusals.length === 0 ? 0 : 1);
