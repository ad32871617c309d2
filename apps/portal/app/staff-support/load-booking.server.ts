import { findCompanyBooking, type CompanyBooking } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import { requireStaff } from '../visit/require-staff.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { openSupport } from './support-client.server.ts';

/** A booking of one's own company, or of one that lets the visitor see it; without a reference, the empty form. */
export async function loadBooking(visit: Visit, request: Request) {
  const query = new URL(request.url).searchParams;
  const grantId = query.get('grant') ?? undefined;
  const reference = (query.get('reference') ?? '').replaceAll(/[\s-]/g, '');
  const { companyId } = await requireStaff(visit, request, grantId === undefined ? 'manifest:read' : 'support:ask');
  const view = grantId === undefined ? undefined : await openSupport(visit, grantId);
  const whose = view?.companyId ?? companyId;
  // The platform sees who passengers are by consent alone.
  if (whose === null) throw failPage(visit, { code: 'FORBIDDEN' });
  const form = { grantId, reference, support: view?.reason };
  if (!/^[A-Za-z0-9]{6,12}$/.test(reference)) return { ...form, isUnknown: reference !== '', booking: undefined };
  const params = { companyId: whose, reference };
  const found = await (view?.api ?? visit.api)(findCompanyBooking, { params });
  if (!found.ok && found.code !== 'NOT_FOUND') throw failPage(visit, found);
  return { ...form, isUnknown: !found.ok, booking: found.ok ? viewBooking(visit, found.value) : undefined };
}

function viewBooking({ writing }: Visit, { reference, status, claims }: CompanyBooking) {
  return {
    reference,
    status,
    claims: claims.map(({ claimId, seatLabel, passengerName, routeName, from, to, fare, ticket, tripStatus }) => ({
      claimId,
      seatLabel,
      passengerName,
      routeName,
      isCancelled: tripStatus === 'cancelled' || ticket?.status === 'cancelled',
      ride: `${from.name} – ${to.name}`,
      departs: `${writing.day(from.departsAt, from.timeZone)} ${writing.time(from.departsAt, from.timeZone)}`,
      fare: writing.money(fare),
      shortCode: ticket?.shortCode,
    })),
  };
}

export type BookingPageData = Awaited<ReturnType<typeof loadBooking>>;
export type ShownBooking = NonNullable<BookingPageData['booking']>;
