import { textIn } from '../visit/form-values.ts';
import type { Visit } from '../visit/visit.server.ts';

/** Sends along what a form's challenge field has solved. */
export function takeSolution(visit: Visit, form: FormData): void {
  const solution = textIn(form, 'solution');
  if (/^[\w+/=]{1,2048}$/.test(solution)) visit.showSolution(solution);
}

/** The challenge that a refusal asks to solve first, as text for the form's challenge field. */
export function challengeIn({ code, problem }: Refusal): { readonly challenge?: string } {
  return code === 'CHALLENGE_NEEDED' ? { challenge: JSON.stringify(problem?.['challenge'] ?? null) } : {};
}

type Refusal = { readonly code: string; readonly problem: Readonly<Record<string, unknown>> | undefined };
