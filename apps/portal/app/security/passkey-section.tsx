import { Button, Field, Notice } from '@safiri/ui-web';
import { startRegistration } from '@simplewebauthn/browser';
import { useState } from 'react';
import { Form, useSubmit } from 'react-router';
import type { PasskeyCreation } from '@safiri/contracts';
import { useText } from '../messages/text-context.tsx';
import { useHasScript } from '../sign-in/use-has-script.ts';
import { Section } from './sections.tsx';

type ShownPasskey = { readonly passkeyId: string; readonly name: string; readonly added: string };

export function PasskeySection({ passkeys }: { readonly passkeys: readonly ShownPasskey[] }) {
  const text = useText();
  return (
    <Section title={text('security.passkeys')}>
      <p className="text-muted">{text('security.passkeys.lead')}</p>
      {passkeys.length === 0 && <p>{text('security.passkeys.none')}</p>}
      <ul className="space-y-2">
        {passkeys.map(({ passkeyId, name, added }) => (
          <li key={passkeyId} className="flex flex-wrap items-center justify-between gap-3">
            <span>
              {name} <span className="text-sm text-muted">{text('security.passkeys.added', { day: added })}</span>
            </span>
            <Form method="post">
              <input type="hidden" name="change" value="remove-passkey" />
              <input type="hidden" name="passkeyId" value={passkeyId} />
              <Button look="secondary" aria-label={text('security.passkeys.remove.label', { name })}>
                {text('security.passkeys.remove')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <AddPasskey />
    </Section>
  );
}

type Begun = { readonly challengeToken: string; readonly options: PasskeyCreation };

/** Without script there is nothing that could ask the browser for a key: only its place is there. */
function AddPasskey() {
  const text = useText();
  const submit = useSubmit();
  const hasScript = useHasScript();
  const [isGivenUp, setGivenUp] = useState(false);
  const add = async (name: string): Promise<void> => {
    const response = await fetch('/account/security/passkey', { method: 'POST' });
    const begun: Begun | { readonly goTo: string } = await response.json();
    if ('goTo' in begun) return window.location.assign(begun.goTo);
    const passkey = await startRegistration({ optionsJSON: begun.options });
    const { challengeToken } = begun;
    await submit({ change: 'add-passkey', name, challengeToken, passkey: JSON.stringify(passkey) }, { method: 'post' });
  };
  return (
    <>
      <noscript>
        <p className="text-muted">{text('security.passkeys.script')}</p>
      </noscript>
      <form
        className={hasScript ? 'space-y-3' : 'invisible space-y-3'}
        onSubmit={(event) => {
          event.preventDefault();
          setGivenUp(false);
          const name = new FormData(event.currentTarget).get('name');
          add(typeof name === 'string' ? name : '').catch(() => setGivenUp(true));
        }}
      >
        {isGivenUp && <Notice tone="warn" role="alert" title={text('passkey.not-done')} />}
        <Field
          name="name"
          required
          maxLength={80}
          label={text('security.passkeys.name')}
          defaultValue={text('security.passkeys.name.default')}
        />
        <Button look="secondary">{text('security.passkeys.add')}</Button>
      </form>
    </>
  );
}
