import { Form } from 'react-router';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { OwnPrivacy } from './load-privacy.server.ts';

/** What is going on, and how it is called off as long as it can be. */
export function ErasureNotice({ erasure }: { readonly erasure: NonNullable<OwnPrivacy['erasure']> }) {
  const text = useText();
  const { status, day } = erasure;
  return (
    <div className="mt-6">
      <Notice tone="warn" role="status" title={text(`privacy.erasure.${status}`, { day })}>
        {status !== 'started' && (
          <Form method="post" className="mt-3">
            <input type="hidden" name="intent" value="call-off" />
            <Button look="secondary">{text('privacy.erase.call-off')}</Button>
          </Form>
        )}
      </Notice>
    </div>
  );
}

/** What goes, what stays, and what is in the way; then the button. */
export function EraseForm({ own }: { readonly own: OwnPrivacy }) {
  const text = useText();
  const inTheWay = own.obstacles.filter(({ kind }) => kind !== 'voucher-left');
  return (
    <div className="mt-2 max-w-prose space-y-3">
      <p>{text('privacy.erase.goes')}</p>
      <p>{text('privacy.erase.stays')}</p>
      <p>{text('privacy.erase.waits', { count: own.waitingDays })}</p>
      {own.obstacles.length > 0 && <Obstacles obstacles={own.obstacles} />}
      {inTheWay.length === 0 && (
        <Form method="post" className="space-y-3">
          <input type="hidden" name="intent" value="erase" />
          {own.obstacles.length > 0 && <Check name="giveUpVouchers" label={text('privacy.erase.give-up-vouchers')} />}
          <Check name="understood" label={text('privacy.erase.understood')} />
          <Button look="danger">{text('privacy.erase.submit')}</Button>
        </Form>
      )}
    </div>
  );
}

function Obstacles({ obstacles }: Pick<OwnPrivacy, 'obstacles'>) {
  const text = useText();
  return (
    <Notice tone="warn" title={text('privacy.obstacles.title')}>
      <ul className="mt-1 list-disc ps-5">
        {obstacles.map(({ kind, facts }) => (
          <li key={`${kind} ${facts}`}>
            {text(`privacy.obstacle.${kind}`)} {facts}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Check({ name, label }: { readonly name: string; readonly label: string }) {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input type="checkbox" name={name} value="yes" required className="size-6 shrink-0" />
      <span>{label}</span>
    </label>
  );
}
