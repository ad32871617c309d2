/** The frame of every page, the first page, errors and refusals. */
export const site = {
  'site.name': 'Safiri',
  'site.footer': 'Safiri sells seats for many bus companies. The company named on your ticket runs your bus.',
  'site.scheme.label': 'Colours of the pages',
  'site.scheme.system': 'As my device',
  'site.scheme.light': 'Light',
  'site.scheme.dark': 'Dark',

  'site.languages': 'Language',

  'nav.label': 'Main',
  'nav.skip': 'Skip to content',
  'nav.my-tickets': 'My tickets',
  'nav.sign-in': 'Sign in',
  'nav.sign-out': 'Sign out',
  'nav.scan': 'Scan',
  'nav.staff': 'Staff',

  'form.problem': '{count, plural, one {One thing needs your attention} other {# things need your attention}}',

  'home.document-title': 'Safiri: bus tickets across East Africa',
  'home.open-order.title': 'Your seats are kept until {time}',
  'home.open-order.link': 'Go on: {from} to {to}',
  'home.title': 'Where does the road take you?',
  'home.lead': 'Pick your own seat, pay from your phone, board with a code.',
  'home.places.from': 'Where do you start?',
  'home.places.to': 'From {from}: where to?',
  'home.how': 'How it works',
  'home.how.seat.title': 'Choose your seat',
  'home.how.seat.body': 'See the bus from above. Your seats are kept for ten minutes while you pay.',
  'home.how.pay.title': 'Pay with mobile money',
  'home.how.pay.body': 'Approve one prompt on your phone. No account and no card needed.',
  'home.how.ride.title': 'Board with a code',
  'home.how.ride.body': 'Your ticket comes by SMS or e-mail. Show its code at the door.',

  'refusal.no-answer': 'We got no answer and do not know whether it worked. Press the button again: it counts once.',
  'refusal.unavailable': 'This does not work at the moment. Please try again in a minute.',
  'refusal.overloaded':
    'Very many people ask for seats at this moment, and nothing was done yet. Please try again in a few seconds.',
  'refusal.in-flight': 'Your last press is still being worked on. Please try again in a few seconds.',
  'refusal.trip-not-on-sale': 'This trip is not on sale any more.',
  'refusal.trip-departed': 'This bus has left.',
  'refusal.trip-twice': 'Both ways are on the same trip. Choose another bus back.',
  'refusal.currency-mixed': 'The two ways are sold in different currencies. Please buy them one after the other.',
  'refusal.seat-unknown': 'This bus has changed. Please choose your seats again.',
  'refusal.hold-expired': 'The time to pay for these seats is over.',
  'refusal.order-not-held': 'These seats are not held any more.',
  'refusal.order-not-open': 'This order is not open for payment any more.',
  'refusal.method-not-available': 'This way to pay is not available for this order.',
  'refusal.already-extended': 'Your seats were kept for longer once already. Please go on before the time is over.',
  'refusal.too-many-held':
    'You hold many seats that are not paid for. Pay for some or give them back, then choose more.',
  'refusal.too-many-for-phone':
    'With this phone number many seats on this bus are ordered already. Give another number, or ask the bus company for a group.',
  'refusal.too-many-from-address': 'Very many seats are asked for from your network. Please try again in a minute.',
  'refusal.too-many-sign-ins': 'Too many tries. Please wait a few minutes and try again.',
  'refusal.too-many-requests': 'Very much is asked for at once from here. Please try again in a minute.',
  'refusal.challenge-needed':
    'Very many people sign in from your network just now. Your browser first does a small task, which takes some seconds. If nothing happens, please try again in a minute.',
  'refusal.unexpected': 'Something went wrong. Please try again.',

  'connection.lost.title': 'No connection at the moment',
  'connection.lost.page':
    'What you pressed last may or may not have reached us. Nothing is lost: seats you hold and money you paid are safe, and nothing is charged twice. This page goes on by itself as soon as you are connected again.',
  'connection.lost.again': 'Try again now',
  'error.home': 'Find a bus',
  'error.request-id': 'If you ask for help, quote this number:',
  'error.not-found.title': 'This page does not exist',
  'error.not-found.body':
    'The address may be mistyped, or it belongs to somebody else’s order. Tickets open by the link in the message you got.',
  'error.forbidden.title': 'Not for this account',
  'error.forbidden.body': 'Your account may not open this page. Sign in with another one, or ask your company.',
  'error.unavailable.title': 'We cannot show this at the moment',
  'error.unavailable.body':
    'A part of Safiri does not answer. Seats you hold and money you paid are safe. Please try again in a minute.',
  'error.foreign-form': 'This form was not sent by one of our own pages.',
  'error.bug.title': 'Something went wrong on our side',
  'error.bug.body': 'It has been reported. Seats you hold and money you paid are safe.',
};
