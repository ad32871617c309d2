import { Form } from 'react-router';
import { Button, type ButtonLook, Field } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import type { DevicesPage } from './load-devices.server.ts';

type ShownDevice = DevicesPage['devices'][number];

export function DeviceCard({ device }: { readonly device: ShownDevice }) {
  const text = useText();
  const { deviceId, name, purpose, state, pairedDay, seen } = device;
  return (
    <article className="rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <h2 className="text-lg font-semibold break-words">{name}</h2>
      <p className={state === 'active' ? 'text-muted' : 'font-semibold text-bad'}>
        {text(`devices.purpose.${purpose}`)} · {text(`devices.state.${state}`)}
      </p>
      <p className="text-sm text-muted">
        {text('devices.seen', seen)} · {text('devices.paired', { day: pairedDay })}
      </p>
      {state !== 'revoked' && (
        <div className="mt-4 flex flex-wrap items-end gap-3">
          <Form method="post" className="flex grow flex-wrap items-end gap-3">
            <input type="hidden" name="deviceId" value={deviceId} />
            <Field
              id={`name-${deviceId}`}
              name="name"
              className="grow"
              required
              maxLength={60}
              autoComplete="off"
              label={text('devices.name')}
              defaultValue={name}
            />
            <Act intent="rename" look="secondary" act="devices.rename" name={name} />
          </Form>
          <Form method="post">
            <input type="hidden" name="deviceId" value={deviceId} />
            {state === 'locked' ? (
              <Act intent="unlock" look="secondary" act="devices.unlock" name={name} />
            ) : (
              <Act intent="lock" look="secondary" act="devices.lock" name={name} />
            )}
          </Form>
          <Form method="post">
            <input type="hidden" name="deviceId" value={deviceId} />
            <Act intent="revoke" look="danger" act="devices.revoke" name={name} />
          </Form>
        </div>
      )}
    </article>
  );
}

type ActProps = {
  readonly intent: string;
  readonly look: ButtonLook;
  readonly act: MessageKey;
  readonly name: string;
};

/** A button of one device's, which says whose for those who hear it alone. */
function Act({ intent, look, act, name }: ActProps) {
  const text = useText();
  return (
    <Button name="intent" value={intent} look={look} aria-label={text('devices.act.label', { act: text(act), name })}>
      {text(act)}
    </Button>
  );
}
