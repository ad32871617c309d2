/** `npm run check`: everything that can be said about the sources without running them, each refusal as a sentence. */
import { formattingRefusals } from './check/formatting.ts';
import { lintRefusals } from './check/lint.ts';
import { refusedMigrations } from './check/migrations.ts';
import { portalTypeRefusals, typeRefusals } from './check/types-of-rooms.ts';

const STEPS = [
  { name: 'formatting', find: formattingRefusals },
  { name: 'lint, arrows, names and sizes', find: lintRefusals },
  { name: 'migrations and data fixes', find: refusedMigrations },
  { name: 'types', find: typeRefusals },
  { name: 'types of the portal', find: portalTypeRefusals },
];

let refused = 0;
for (const { name, find } of STEPS) {
  const refusals = await find();
  for (const sentence of refusals) console.log(sentence);
  console.log(refusals.length === 0 ? `✓ ${name}` : `✗ ${name}: ${refusals.length} refused`);
  refused += refusals.length;
}
console.log(
  refused === 0 ? 'The sources pass every check.' : `${refused} refusals: mend them, then run npm run check again.`,
);
process.exit(refused === 0 ? 0 : 1);
