import { readFileSync } from 'node:fs';

export type Results = { passed: number; failed: number; skipped: number };

/**
 * Counts from the JSON that vitest leaves. A file that could not be loaded has no test to count and counts as one
 * failure; so does a run that failed without saying in which test.
 */
export function readResults(file: string, exitCode: number): Results {
  const results = countResults(readText(file));
  if (exitCode !== 0 && results.failed === 0) return { ...results, failed: 1 };
  return results;
}

export function countResults(json: string): Results {
  const none = { passed: 0, failed: 0, skipped: 0 };
  if (json === '') return none;
  const answer: unknown = JSON.parse(json);
  if (!isObject(answer) || !Array.isArray(answer['testResults'])) return none;
  const files = answer['testResults'].filter(isObject);
  const statuses = files.flatMap((each) => statusesOf(each));
  const unloaded = files.filter((each) => each['status'] === 'failed' && !statusesOf(each).includes('failed'));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return { passed, failed: failed + unloaded.length, skipped: statuses.length - passed - failed };
}

function statusesOf(file: Record<string, unknown>): unknown[] {
  const tests = Array.isArray(file['assertionResults']) ? file['assertionResults'] : [];
  return tests.filter(isObject).map((each) => each['status']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
