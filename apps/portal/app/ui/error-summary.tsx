import { useEffect, useRef } from 'react';
import { useText } from '../messages/text-context.tsx';

export type SummaryError = { readonly fieldId: string; readonly message: string };

/** What is wrong with a form, first on the page, focused when it appears; each line leads to its field. */
export function ErrorSummary({ errors }: { readonly errors: readonly SummaryError[] }) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.map((error) => error.fieldId).join(' ');
  useEffect(() => {
    if (shown !== '') box.current?.focus();
  }, [shown]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="rounded-md border-2 border-bad bg-bad-ground p-4">
      <h2 className="text-lg text-bad">{text('form.problem', { count: errors.length })}</h2>
      <ul className="mt-2 space-y-1">
        {errors.map((error) => (
          <li key={error.fieldId}>
            <a className="inline-block py-1 font-semibold text-bad underline" href={`#${error.fieldId}`}>
              {error.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
