import type { Problem } from '../problems.ts';

type Finding = Pick<Problem, 'code' | 'file' | 'expected'> & Partial<Pick<Problem, 'line' | 'field' | 'value'>>;

/** Thrown when reading a file, or the whole archive, cannot go on; carries the problem to report. */
export class FeedRefusal extends Error {
  readonly problem: Problem;

  constructor(finding: Finding) {
    super(`${finding.file}: ${finding.code}`);
    this.name = 'FeedRefusal';
    this.problem = { line: null, field: null, value: null, ...finding, severity: 'error', refuses: 'feed' };
  }
}
