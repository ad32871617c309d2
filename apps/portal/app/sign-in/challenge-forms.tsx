import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { FactorKind } from '@safiri/contracts';
import { Button, Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PasswordField } from './password-field.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import type { Pending } from './pending.server.ts';

/** One form for each way that the challenge may be answered in, the strongest first. */
export function ChallengeForms({ factors, sentTo, passkey }: Pick<Pending, 'factors' | 'sentTo' | 'passkey'>) {
  const text = useText();
  const asks = (kind: FactorKind): boolean => factors.includes(kind);
  return (
    <div className="space-y-6">
      {asks('passkey') && <PasskeyButton label={text('challenge.passkey')} ask={async () => passkey} />}
      {asks('totp') && (
        <FactorForm kind="totp">
          <CodeField id="totp" label={text('challenge.totp')} />
        </FactorForm>
      )}
      {asks('code') && <CodeForm sentTo={sentTo} />}
      {asks('password') && (
        <FactorForm kind="password">
          <PasswordField kind="current" label={text('challenge.password')} />
        </FactorForm>
      )}
      {asks('recovery-code') && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 font-semibold text-brand underline">
            {text('challenge.recovery.title')}
          </summary>
          <FactorForm kind="recovery-code">
            <Field
              id="recovery-code"
              name="code"
              autoComplete="off"
              spellCheck={false}
              required
              maxLength={40}
              label={text('challenge.recovery')}
              hint={text('challenge.recovery.hint')}
            />
          </FactorForm>
        </details>
      )}
    </div>
  );
}

function CodeForm({ sentTo }: { readonly sentTo: string | null }) {
  const text = useText();
  const again = (
    <Form method="post">
      <input type="hidden" name="kind" value="send" />
      {/* The words of the quiet one begin where the others do. */}
      <Button look={sentTo === null ? 'secondary' : 'quiet'} className={sentTo === null ? '' : '-ms-5'}>
        {text(sentTo === null ? 'challenge.code.send' : 'challenge.code.again')}
      </Button>
    </Form>
  );
  if (sentTo === null) return again;
  return (
    <div className="space-y-3">
      <p className="text-muted">{text('challenge.sent', { sentTo })}</p>
      <FactorForm kind="code">
        <CodeField id="code" label={text('challenge.code')} />
      </FactorForm>
      {again}
    </div>
  );
}

function FactorForm({ kind, children }: { readonly kind: FactorKind; readonly children: ReactNode }) {
  const text = useText();
  return (
    <Form method="post" noValidate className="space-y-4">
      <input type="hidden" name="kind" value={kind} />
      {children}
      <Button className="w-full">{text('challenge.code.submit')}</Button>
    </Form>
  );
}

export function CodeField({ id, label }: { readonly id: string; readonly label: string }) {
  const text = useText();
  return (
    <Field
      id={id}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      maxLength={7}
      required
      label={label}
      hint={text('challenge.code.hint')}
    />
  );
}
