export { listLastRuns, type DataFixRun } from './list-runs.ts';
export { readDataFixes, type DataFix } from './read-data-fixes.ts';
export { runDataFix, tryDataFix, type Outcome } from './run-data-fix.ts';
