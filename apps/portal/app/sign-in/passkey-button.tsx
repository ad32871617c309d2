import { Button, Notice } from '@safiri/ui-web';
import { startAuthentication } from '@simplewebauthn/browser';
import { useState } from 'react';
import { useSubmit } from 'react-router';
import type { PasskeyRequest } from '@safiri/contracts';
import { useText } from '../messages/text-context.tsx';
import { useHasScript } from './use-has-script.ts';

type PasskeyButtonProps = {
  readonly label: string;
  /** What the browser is to sign; asked when the button is pressed. */
  readonly ask: () => Promise<PasskeyRequest | null>;
};

/** Asks the browser for a passkey and sends what it answers to the challenge that waits. Needs script: only its place is there before. */
export function PasskeyButton({ label, ask }: PasskeyButtonProps) {
  const text = useText();
  const submit = useSubmit();
  const hasScript = useHasScript();
  const [isGivenUp, setGivenUp] = useState(false);
  const use = async (): Promise<void> => {
    const optionsJSON = await ask();
    if (optionsJSON === null) return setGivenUp(true);
    const passkey = await startAuthentication({ optionsJSON });
    await submit({ kind: 'passkey', passkey: JSON.stringify(passkey) }, { method: 'post', action: '/sign-in/code' });
  };
  return (
    <>
      {isGivenUp && <Notice tone="warn" role="alert" title={text('passkey.not-done')} />}
      <Button
        type="button"
        look="secondary"
        className={hasScript ? 'w-full' : 'invisible w-full'}
        onClick={() => {
          setGivenUp(false);
          use().catch(() => setGivenUp(true));
        }}
      >
        {label}
      </Button>
    </>
  );
}

/** The same for signing in by nothing else. */
export function PasskeySignIn({ returnTo }: { readonly returnTo: string }) {
  const text = useText();
  return <PasskeyButton label={text('sign-in.by-passkey')} ask={async () => await beginPasskey(returnTo)} />;
}

async function beginPasskey(returnTo: string): Promise<PasskeyRequest | null> {
  const response = await fetch('/sign-in/passkey', { method: 'POST', body: new URLSearchParams({ returnTo }) });
  const answer: { passkey: PasskeyRequest | null } = await response.json();
  return answer.passkey;
}
