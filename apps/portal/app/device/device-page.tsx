import { Form } from 'react-router';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { loadScanner } from '../scan/load-scan.server.ts';
import type { ScanOutcome } from '../scan/scan-once.ts';
import { ScannerView } from '../scan/scanner-view.tsx';
import { TripChoiceView } from '../scan/trip-choice-view.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { actOnDevice, type DeviceOutcome } from './device-actions.ts';
import { loadDevice } from './load-device.ts';
import { PairForm } from './pair-form.tsx';
import { PersonForm } from './person-form.tsx';
import type { Route } from './+types/device-page';

/** The public part of a trip. Who works here, and what they may do, only the browser knows, which has the key. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const tripId = Number(new URL(request.url).searchParams.get('trip'));
  const isTrip = Number.isSafeInteger(tripId) && tripId > 0;
  return { scanner: isTrip ? await loadScanner(visitOf(context), { companyId: null }, tripId) : null };
}

export async function clientLoader({ request, serverLoader }: Route.ClientLoaderArgs) {
  return await loadDevice(new URL(request.url).searchParams, async () => (await serverLoader()).scanner);
}
clientLoader.hydrate = true as const;

export async function clientAction({ request }: Route.ClientActionArgs): Promise<DeviceOutcome> {
  return await actOnDevice(await request.formData(), new URL(request.url).searchParams);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' };
}

/** Until the browser has said who it is, and all there is without script. */
export function HydrateFallback() {
  const text = useText();
  return (
    <div className="mx-auto max-w-md">
      <PageTitle>{text('device.title')}</PageTitle>
      <p className="needs-script mt-4 text-lg text-muted">{text('device.opening')}</p>
      <noscript>
        <p className="mt-4 text-lg">{text('device.needs-script')}</p>
      </noscript>
    </div>
  );
}

export default function DevicePage({ loaderData: view, actionData: outcome }: Route.ComponentProps) {
  const text = useText();
  switch (view.step) {
    case 'pair':
      return <PairForm wasPaired={view.wasPaired} outcome={outcome} />;
    case 'locked':
      return <Stopped title={text('device.locked.title')} body={text('device.locked.body')} />;
    case 'failed':
      return <Stopped title={text('device.title')} body={text(view.problem)} />;
    case 'person':
      return <PersonForm deviceName={view.deviceName} people={view.people} outcome={outcome} />;
    case 'choose':
      return (
        <>
          <ShiftBar name={view.name} />
          <TripChoiceView choice={view.choice} home="/device" />
        </>
      );
    case 'scan':
      return (
        <>
          <ShiftBar name={view.name} />
          <ScannerView scanner={view.scanner} outcome={scanIn(outcome)} home="/device" />
        </>
      );
  }
}

function scanIn(outcome: DeviceOutcome | undefined): ScanOutcome | undefined {
  return outcome?.kind === 'scanned' || outcome?.kind === 'refused' ? outcome : undefined;
}

/** Whose shift it is, and its end. */
function ShiftBar({ name }: { readonly name: string }) {
  const text = useText();
  return (
    <Form
      method="post"
      action="/device"
      className="mx-auto mb-4 flex max-w-2xl flex-wrap items-center justify-between gap-3 border-b border-line pb-3"
    >
      <input type="hidden" name="intent" value="leave" />
      <p className="font-semibold">{text('device.shift', { name })}</p>
      <Button look="secondary">{text('device.leave')}</Button>
    </Form>
  );
}

function Stopped({ title, body }: { readonly title: string; readonly body: string }) {
  const text = useText();
  return (
    <div className="mx-auto max-w-md space-y-5">
      <PageTitle>{title}</PageTitle>
      <Notice tone="warn" role="alert">
        {body}
      </Notice>
      <Form method="get" action="/device">
        <Button look="secondary">{text('device.again')}</Button>
      </Form>
    </div>
  );
}
