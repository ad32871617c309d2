import { Form } from 'react-router';
import { Button, ButtonLink, Field, inputClasses, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { CompanyChoice } from '../ui/company-choice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { requireStaff } from '../visit/require-staff.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { actOnDevices } from './device-actions.server.ts';
import { DeviceCard } from './device-card.tsx';
import { loadDevices } from './load-devices.server.ts';
import { PairingCode } from './pairing-code.tsx';
import { PinPeople } from './pin-people.tsx';
import type { Route } from './+types/devices-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const staff = await requireStaff(visit, request, 'device:write');
  return await loadDevices(visit, staff, new URL(request.url).searchParams);
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'device:write');
  return await actOnDevices(visit, request, await request.formData());
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function DevicesPage({ loaderData: page, actionData: outcome }: Route.ComponentProps) {
  const text = useText();
  return (
    <div className="space-y-8">
      <div>
        <PageTitle lead={text('devices.lead')}>{text('devices.title')}</PageTitle>
        {page.companies.length > 0 && <CompanyChoice {...page} />}
      </div>
      {outcome?.kind === 'problem' && <Notice tone="bad" role="alert" title={text(outcome.problem)} />}
      {outcome?.kind === 'code' && <PairingCode {...outcome} />}
      {page.devices.length === 0 ? (
        <p className="rounded-lg border border-dashed border-edge p-6 text-center text-lg">{text('devices.none')}</p>
      ) : (
        <ul className="space-y-4">
          {page.devices.map((device) => (
            <li key={device.deviceId}>
              <DeviceCard device={device} />
            </li>
          ))}
        </ul>
      )}
      {page.later !== undefined && (
        <ButtonLink
          look="secondary"
          to={`/staff/devices?${new URLSearchParams({ company: page.companyId, after: page.later }).toString()}`}
        >
          {text('devices.more')}
        </ButtonLink>
      )}
      <PairingForm companyId={page.companyId} />
      {page.people.length > 0 && (
        <PinPeople people={page.people} given={outcome?.kind === 'pin' ? outcome : undefined} />
      )}
    </div>
  );
}

function PairingForm({ companyId }: { readonly companyId: string }) {
  const text = useText();
  return (
    <section className="max-w-xl rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <h2 className="text-xl">{text('devices.pair.title')}</h2>
      <Form method="post" className="mt-4 space-y-4">
        <input type="hidden" name="intent" value="code" />
        <input type="hidden" name="companyId" value={companyId} />
        <Field
          id="pair-name"
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          label={text('devices.pair.name')}
          hint={text('devices.pair.name.hint')}
        />
        <div>
          <label htmlFor="purpose" className="mb-1.5 block font-[650]">
            {text('devices.pair.purpose')}
          </label>
          <select id="purpose" name="purpose" className={inputClasses}>
            <option value="scanner">{text('devices.purpose.scanner')}</option>
            <option value="point-of-sale">{text('devices.purpose.point-of-sale')}</option>
          </select>
        </div>
        <Button>{text('devices.pair.submit')}</Button>
      </Form>
    </section>
  );
}
