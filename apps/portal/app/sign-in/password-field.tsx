import { useEffect, useRef, useState } from 'react';
import { Button, Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { longestPassword, strengthOf, strengths, type Strength } from './password-strength.ts';
import { useHasScript } from './use-has-script.ts';

type PasswordFieldProps = {
  /** One that is known already, or one that is chosen here: then its strength is said while it is typed. */
  readonly kind: 'current' | 'new';
  readonly label: string;
  readonly name?: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
};

/** A password that its owner may look at while typing. Without script it is an ordinary field. */
export function PasswordField({ kind, name = 'password', required = true, ...said }: PasswordFieldProps) {
  const text = useText();
  const hasScript = useHasScript();
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setShown] = useState(false);
  const [strength, setStrength] = useState<Strength>();
  // What was typed before the script came counts too.
  useEffect(() => {
    const { value = '' } = input.current ?? {};
    if (value !== '') setStrength(strengthOf(value));
  }, []);
  // What is sent as plain text would be offered by browsers to whoever fills in the next form.
  useEffect(() => {
    const { form } = input.current ?? {};
    const hide = (): void => setShown(false);
    form?.addEventListener('submit', hide);
    return () => form?.removeEventListener('submit', hide);
  }, []);
  return (
    <div>
      <Field
        {...said}
        ref={input}
        id={name}
        name={name}
        type={isShown ? 'text' : 'password'}
        autoComplete={`${kind}-password`}
        autoCapitalize="none"
        spellCheck={false}
        required={required}
        maxLength={longestPassword}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setStrength(value === '' ? undefined : strengthOf(value));
        }}
      />
      {/* Its place is kept from the first moment, so that nothing moves when script comes. */}
      <div className={`mt-1 flex flex-col ${hasScript ? '' : 'invisible'}`}>
        {kind === 'new' && <SaidStrength strength={strength} />}
        <Button
          type="button"
          look="quiet"
          aria-pressed={isShown}
          aria-controls={name}
          className="-me-5 self-end"
          onClick={() => setShown(!isShown)}
        >
          {text('password.show')}
        </Button>
      </div>
    </div>
  );
}

/** Lies on the place of the longest thing it may say: whatever is under it would move away from a finger. */
function SaidStrength({ strength }: { readonly strength: Strength | undefined }) {
  const text = useText();
  return (
    <div className="grid text-sm text-muted *:col-start-1 *:row-start-1">
      {strengths.map((each) => (
        <span key={each} aria-hidden className="invisible">
          {text(`password.strength.${each}`)}
        </span>
      ))}
      <p role="status">{strength !== undefined && text(`password.strength.${strength}`)}</p>
    </div>
  );
}
