import { useEffect, useRef, useState } from 'react';

type Props = {
  readonly challenge: string | undefined;
  /** The value of the button by which the form was sent, where it has several. */
  readonly by?: string | undefined;
};

/**
 * Solves the challenge that its form was refused with, and sends the form once more with the solution. Where the challenge came
 * with a page that was loaded anew, the password is forgotten: whoever types it again sends the solution along.
 */
export function ChallengeField({ challenge, by }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [cameWithPage] = useState(challenge);
  useEffect(() => {
    if (challenge === undefined) return undefined;
    const leaving = new AbortController();
    const sendSolved = async (): Promise<void> => {
      const solution = await solve(challenge, leaving);
      if (solution === undefined || field.current === null) return;
      field.current.value = solution;
      const { form } = field.current;
      const button = by === undefined ? null : form?.querySelector<HTMLButtonElement>(`button[value="${by}"]`);
      const isTypedAgain = challenge === cameWithPage && button === null;
      if (isTypedAgain && form?.querySelector('[name=password]') !== null) return;
      form?.requestSubmit(button);
    };
    void sendSolved();
    return () => leaving.abort();
  }, [challenge, by, cameWithPage]);
  return <input ref={field} type="hidden" name="solution" />;
}

/** Some seconds of a phone; between two hashes it does what its holder wants. Undefined when somebody left, or for no challenge of ours. */
async function solve(text: string, leaving: AbortController): Promise<string | undefined> {
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/sha'),
  ]);
  const challenge = JSON.parse(text);
  const solution = await solveChallenge({ challenge, deriveKey, controller: leaving });
  return solution === null ? undefined : btoa(JSON.stringify({ challenge, solution }));
}
