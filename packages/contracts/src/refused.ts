import type { Operation } from './operation.ts';
import { commonRefusals, type Problem } from './problem.ts';

export type Refused = {
  readonly ok: false;
  readonly code: string;
  readonly detail: string;
  readonly problem: Problem | undefined;
};

export function refused(code: string, detail: string, problem?: Problem): Refused {
  return { ok: false, code, detail, problem };
}

/** Only what the contract lists is an answer of ours; a login page of a hotel network, for instance, is none. */
export async function readRefusal(operation: Operation, response: Response): Promise<Refused> {
  const problem = await readProblem(response);
  if (problem !== undefined && (Object.hasOwn(operation.refusals, problem.code) || problem.code in commonRefusals))
    return refused(problem.code, problem.detail ?? problem.title, problem);
  return refused('NO_ANSWER', `An answer of status ${response.status} that is not ours`, problem);
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  const answer: unknown = await response.json().catch(() => undefined);
  return isProblem(answer) ? answer : undefined;
}

function isProblem(answer: unknown): answer is Problem {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'code' in answer &&
    typeof answer.code === 'string' &&
    'title' in answer &&
    typeof answer.title === 'string'
  );
}
