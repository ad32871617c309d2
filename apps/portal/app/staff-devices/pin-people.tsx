import { Form } from 'react-router';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { DevicesPage } from './load-devices.server.ts';

type PinPeopleProps = {
  readonly people: DevicesPage['people'];
  /** A first PIN that was made a moment ago. */
  readonly given: { readonly accountId: string; readonly pin: string } | undefined;
};

export function PinPeople({ people, given }: PinPeopleProps) {
  const text = useText();
  const name = people.find((person) => person.accountId === given?.accountId)?.name ?? '';
  return (
    <section>
      <h2 className="text-xl">{text('devices.people.title')}</h2>
      <p className="mt-1 max-w-prose text-muted">{text('devices.people.lead')}</p>
      {given !== undefined && (
        <div className="mt-4">
          <Notice tone="good" role="status" title={text('devices.pin.title', { name, pin: given.pin })}>
            {text('devices.pin.body', { name })}
          </Notice>
        </div>
      )}
      <ul className="mt-4 divide-y divide-line rounded-lg border border-line bg-surface">
        {people.map((person) => (
          <li key={person.accountId} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
            <div className="min-w-0">
              <p className="font-semibold break-words">{person.name}</p>
              <p className="text-sm text-muted">{text(`devices.people.${person.pin}`)}</p>
            </div>
            <Form method="post">
              <input type="hidden" name="accountId" value={person.accountId} />
              <Button
                name="intent"
                value="first-pin"
                look="secondary"
                aria-label={text('devices.act.label', { act: text('devices.people.give'), name: person.name })}
              >
                {text('devices.people.give')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
