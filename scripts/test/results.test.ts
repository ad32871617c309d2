import { expect, test } from 'vitest';
import { countResults, readResults } from './results.ts';

function file(status: string, ...tests: string[]): object {
  return { status, assertionResults: tests.map((each) => ({ status: each })) };
}

test('every test of every file is counted once', () => {
  const testResults = [
    file('passed', 'passed', 'passed', 'pending'),
    file('failed', 'passed', 'failed', 'failed', 'todo'),
  ];
  expect(countResults(JSON.stringify({ testResults }))).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('a file that cannot be loaded counts as one failure', () => {
  expect(countResults(JSON.stringify({ testResults: [file('failed')] }))).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a run that failed without leaving results counts as one failure', () => {
  expect(readResults('/nowhere/results.json', 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readResults('/nowhere/results.json', 0)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
