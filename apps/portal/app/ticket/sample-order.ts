import type { ItineraryJourney, Order, OrderClaim } from '@safiri/contracts';

/** A night bus from Kigali, by whose clocks it leaves at 20:00, to Nairobi, where they show an hour more. */
const from = {
  stopId: '0190c0de-0000-7000-8000-000000000001',
  index: 0,
  name: 'Kigali Nyabugogo',
  timeZone: 'Africa/Kigali',
  arrivesAt: '2027-03-01T18:00:00.000Z',
  departsAt: '2027-03-01T18:00:00.000Z',
};
const to = {
  ...from,
  stopId: '0190c0de-0000-7000-8000-000000000002',
  index: 4,
  name: 'Nairobi River Road',
  timeZone: 'Africa/Nairobi',
  arrivesAt: '2027-03-02T09:30:00.000Z',
  departsAt: '2027-03-02T09:30:00.000Z',
};
const fare = { amountMinor: 30_000, currency: 'RWF' };

export const sampleClaim: OrderClaim = {
  claimId: '0190c0de-0000-7000-8000-000000000003',
  tripId: 7,
  seat: 1,
  seatLabel: '4A',
  orderedSeatLabel: null,
  seatClass: 'standard',
  passengerName: 'Ama',
  companyName: 'Kivu Express',
  companyPhone: '+250 788 000 111',
  routeName: 'Kigali – Nairobi',
  tripStatus: 'scheduled',
  approximate: false,
  from,
  to,
  fare,
  ticket: {
    ticketId: '0190c0de-0000-7000-8000-000000000004',
    shortCode: 'CDFGHJ',
    status: 'issued',
    token: 'SAFIRI:CODE',
  },
};

export const sampleOrder: Order = {
  orderId: '0190c0de-0000-7000-8000-000000000005',
  reference: 'CDFGHJKM',
  status: 'confirmed',
  expiresAt: '2027-02-20T10:10:00.000Z',
  extendable: false,
  serverTime: '2027-02-20T10:00:00.000Z',
  total: fare,
  freeCancellationUntil: null,
  due: fare,
  vouchers: [],
  contact: { phone: '+250788000222', email: null },
  link: 'A'.repeat(22),
  claims: [sampleClaim],
  refunds: [],
};

export const sampleJourney: ItineraryJourney = {
  tripId: 7,
  companyId: '0190c0de-0000-7000-8000-000000000006',
  revision: 5,
  stops: [
    { ...from, latitude: -1.94, longitude: 30.045 },
    { ...to, latitude: -1.28, longitude: 36.82 },
  ],
  refundTiers: [
    { hoursBefore: 24, refundedPercent: 90, feePerSeat: { amountMinor: 500, currency: 'RWF' }, creditPercent: 100 },
    { hoursBefore: 2, refundedPercent: 50, feePerSeat: null },
  ],
};
