import { newId } from '@safiri/kernel';
import { ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { keyIn, textIn } from '../visit/form-values.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { requireStaff } from '../visit/require-staff.server.ts';
import { visitOf, type Visit } from '../visit/visit.server.ts';
import { loadScanner, loadTripChoice } from './load-scan.server.ts';
import { scanDesk } from './scan-desk.server.ts';
import { scanOnce } from './scan-once.ts';
import { ScannerView } from './scanner-view.tsx';
import { TripChoiceView } from './trip-choice-view.tsx';
import type { Route } from './+types/scan-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const staff = await requireStaff(visit, request, 'ticket:scan');
  const query = new URL(request.url).searchParams;
  return query.has('trip')
    ? await loadScanner(visit, staff, readTripId(visit, query))
    : await loadTripChoice(visit, staff, query);
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'ticket:scan');
  const form = await request.formData();
  return await scanOnce(scanDesk(visit), {
    tripId: readTripId(visit, new URL(request.url).searchParams),
    scanId: keyIn(form, 'scanId') ?? newId(),
    stopIndex: textIn(form, 'stopIndex'),
    token: textIn(form, 'token'),
  });
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function ScanPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  return loaderData.step === 'choose' ? (
    <>
      <TripChoiceView choice={loaderData} home="/scan" />
      <p className="mx-auto mt-6 flex max-w-2xl flex-wrap gap-3">
        <ButtonLink look="quiet" to="/account/pin">
          {text('pin.title')}
        </ButtonLink>
        <ButtonLink look="quiet" to="/account/security">
          {text('security.title')}
        </ButtonLink>
      </p>
    </>
  ) : (
    <ScannerView scanner={loaderData} outcome={actionData} home="/scan" />
  );
}

function readTripId(visit: Visit, query: URLSearchParams): number {
  const tripId = Number(query.get('trip'));
  if (!Number.isSafeInteger(tripId) || tripId < 1) throw failPage(visit, { code: 'NOT_FOUND' });
  return tripId;
}
