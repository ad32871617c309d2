import { useEffect, useRef } from 'react';
import { Form, useSubmit } from 'react-router';
import { Button, Field, Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import { useText } from '../messages/text-context.tsx';
import { CodeReaders } from '../scan/code-readers.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { DeviceOutcome } from './device-actions.ts';

type PairFormProps = { readonly wasPaired: boolean; readonly outcome: DeviceOutcome | undefined };

/** Makes this browser a device, by a code that is scanned here, came with the address, or is pasted. */
export function PairForm({ wasPaired, outcome }: PairFormProps) {
  const text = useText();
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Behind the sign that browsers keep to themselves, so that no server of ours logs it.
    const field = form.current?.elements.namedItem('code');
    if (field instanceof HTMLInputElement && location.hash.length > 1) field.value = location.hash.slice(1);
  }, []);
  const pair = (code: string): boolean => {
    void submit({ intent: 'pair', code }, { method: 'post', action: '/device' });
    return true;
  };
  return (
    <AccountFrame>
      <PageTitle lead={text('device.pair.lead')}>{text('device.pair.title')}</PageTitle>
      {wasPaired && <Notice tone="warn" title={text('device.pair.was-paired')} />}
      {outcome?.kind === 'problem' && <Notice tone="bad" role="alert" title={text(outcome.problem)} />}
      <CodeReaders onCode={pair} />
      <Form ref={form} method="post" action="/device" className="space-y-4">
        <input type="hidden" name="intent" value="pair" />
        <Field
          id="code"
          name="code"
          required
          maxLength={300}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          label={text('device.pair.code')}
          hint={text('device.pair.code.hint')}
        />
        <Button className="w-full">{text('device.pair.submit')}</Button>
      </Form>
    </AccountFrame>
  );
}
