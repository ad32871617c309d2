import { Form } from 'react-router';
import { Button, inputClasses, Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { DeviceOutcome } from './device-actions.ts';
import { PinField } from './pin-field.tsx';

type PersonFormProps = {
  readonly deviceName: string;
  readonly people: readonly { readonly accountId: string; readonly name: string }[];
  readonly outcome: DeviceOutcome | undefined;
};

/** Who begins a shift on this device. */
export function PersonForm({ deviceName, people, outcome }: PersonFormProps) {
  const text = useText();
  const change = outcome?.kind === 'change-pin' ? outcome : undefined;
  const problem = outcome?.kind === 'problem' ? outcome.problem : change?.problem;
  if (people.length === 0)
    return (
      <AccountFrame>
        <PageTitle eyebrow={deviceName}>{text('device.person.title')}</PageTitle>
        <p className="text-lg">{text('device.person.none')}</p>
      </AccountFrame>
    );
  return (
    <AccountFrame>
      <PageTitle eyebrow={deviceName}>
        {text(change === undefined ? 'device.person.title' : 'device.change.title')}
      </PageTitle>
      {change !== undefined && <p>{text('device.change.lead')}</p>}
      {problem !== undefined && <Notice tone="bad" role="alert" title={text(problem)} />}
      <Form method="post" action="/device" className="space-y-4">
        <input type="hidden" name="intent" value="sign-in" />
        {change === undefined ? <PersonFields people={people} /> : <ChangeFields {...change} />}
        <Button className="w-full">{text('device.person.submit')}</Button>
      </Form>
    </AccountFrame>
  );
}

function PersonFields({ people }: Pick<PersonFormProps, 'people'>) {
  const text = useText();
  return (
    <>
      <div>
        <label htmlFor="accountId" className="mb-1.5 block font-[650]">
          {text('device.person')}
        </label>
        <select id="accountId" name="accountId" required className={inputClasses}>
          {people.map((person) => (
            <option key={person.accountId} value={person.accountId}>
              {person.name}
            </option>
          ))}
        </select>
      </div>
      <PinField name="pin" label={text('device.pin')} />
    </>
  );
}

function ChangeFields({ accountId, pin }: { readonly accountId: string; readonly pin: string }) {
  const text = useText();
  return (
    <>
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="pin" value={pin} />
      <PinField name="newPin" label={text('device.pin.new')} />
    </>
  );
}
