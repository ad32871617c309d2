/** What is kept of somebody, and being forgotten. */
export const privacy = {
  'privacy.title': 'Your data',
  'privacy.lead': 'What is kept about you, how long, and how to take it with you or have it erased.',
  'privacy.staff':
    'This is an account of staff. Your company ends it: once they have ended your work here, you can erase it yourself. What you did for them stays in their books.',
  'privacy.prove': 'Show that it is you',
  'privacy.prove.lead': 'To be sure that it is you, we ask for your password or a code. It counts for ten minutes.',
  'privacy.data.title': 'Take it with you',
  'privacy.data.lead': 'Your account, orders, passengers, tickets, payments, receipts, messages and scans.',
  'privacy.data.staff':
    'Your account, browsers, roles and permissions, invitations, and the messages we sent you. What you sold is your company’s and names its customers, so it is not in here.',
  'privacy.data.json': 'Download as one file (JSON)',
  'privacy.data.csv': 'Download as tables (CSV in a zip)',

  'privacy.kept.title': 'What is kept, and how long',
  'privacy.kept.accounts': 'Your account',
  'privacy.kept.past-sessions': 'Browsers you were signed in with, after you left',
  'privacy.kept.guests': 'Visits without an account, after the last one',
  'privacy.kept.unpaid-orders': 'Orders that were not paid',
  'privacy.kept.waiting-lists': 'Places in waiting lists, after their end',
  'privacy.kept.names': 'Names, phone and e-mail of a booking, after the trip',
  'privacy.kept.bookings': 'Bookings without names: trip, seat, amount',
  'privacy.kept.payers': 'Phone numbers that paid, after the payment',
  'privacy.kept.receipts': 'Payments, refunds and receipts, without names',
  'privacy.kept.scans': 'Scans of your ticket at the door',
  'privacy.kept.messages': 'Messages we sent you',
  'privacy.kept.days': '{count, plural, one {a day} other {# days}}',
  'privacy.kept.no-end': 'until you erase it, or as long as the law asks for books',

  'privacy.erase.title': 'Erase it',
  'privacy.erase.goes':
    'Your account ends. Names, phone numbers, e-mail addresses, messages and the list of your browsers go, everywhere and for good. You are signed out, and cannot sign in again.',
  'privacy.erase.stays':
    'What companies must keep as their books stays, without you in it: trips, seats, amounts, refunds and numbered receipts.',
  'privacy.erase.waits':
    '{count, plural, =0 {It begins at once.} one {It begins after a day, until which you can call it off.} other {It begins after # days, until which you can call it off.}}',
  'privacy.erase.understood': 'I understand that this cannot be undone',
  'privacy.erase.give-up-vouchers': 'I give up my vouchers',
  'privacy.erase.submit': 'Erase my data',
  'privacy.erase.call-off': 'Keep my data after all',
  'privacy.error.understood': 'Tick that you understand that it cannot be undone.',
  'privacy.erasure.waiting': 'Your data will be erased on {day}.',
  'privacy.erasure.held-up':
    'Your data was to be erased on {day}. Something was still open: it goes on when that is over.',
  'privacy.erasure.started': 'Your data is being erased.',
  'privacy.obstacles.title': 'Still open',
  'privacy.obstacle.trip-ahead': 'A trip that is not over:',
  'privacy.obstacle.order-open': 'Seats that are held for you:',
  'privacy.obstacle.payment-open': 'A payment that is not decided:',
  'privacy.obstacle.refund-owed': 'Money on its way back to you:',
  'privacy.obstacle.voucher-left': 'A voucher that is worth something:',
  'refusal.erasure-not-possible': 'Something is still open. See below what it is.',
  'refusal.erasure-started': 'Erasing has begun and cannot be called off any more.',
};
