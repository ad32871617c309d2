import { useId, type ComponentProps, type ReactNode } from 'react';
import { WarnIcon } from './icons.tsx';

export const inputClasses =
  'block min-h-12 w-full rounded-md border border-edge bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-muted aria-invalid:border-2 aria-invalid:border-bad';

type FieldProps = ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly name: string;
};

/** A labelled input; its hint and its error are read with it. */
export function Field({ label, hint, error, className = '', id: givenId, ...input }: FieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-[650]">
        {label}
      </label>
      {hint !== undefined && <FieldHint id={`${id}-hint`}>{hint}</FieldHint>}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <input
        {...input}
        id={id}
        className={inputClasses}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={described === '' ? undefined : described}
      />
    </div>
  );
}

function FieldHint({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="mb-1.5 text-sm text-muted">
      {children}
    </p>
  );
}

export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="mb-1.5 flex items-start gap-1.5 text-sm font-semibold text-bad">
      <WarnIcon className="mt-0.5 size-4" />
      {children}
    </p>
  );
}
