/** Waiting for seats on a full trip. */
export const waitingList = {
  'waiting-list.link': 'Join the waiting list',
  'waiting-list.link.of': 'for the {time} bus of {company}',
  'waiting-list.full.title': 'All seats are taken on this part of the way.',
  'waiting-list.few.title': 'Too few seats for all of you?',
  'waiting-list.invitation': 'When seats come free, whoever waited longest gets them first.',

  'waiting-list.join.title': 'Wait for seats from {from} to {to}',
  'waiting-list.join.lead':
    'When seats come free, we hold them for you and send you a message. You then have some minutes to pay. Waiting costs nothing.',
  'waiting-list.seats': 'How many seats?',
  'waiting-list.seats.hint': '1 to 8. You are offered all of them together.',
  'waiting-list.contact': 'Where do we tell you?',
  'waiting-list.submit': 'Wait for seats',
  'waiting-list.back': 'Back to the seats',
  'waiting-list.error.seats': 'Type a number from 1 to 8.',
  'waiting-list.error.contact': 'Give a phone number or an e-mail address, so that the offer reaches you.',
  'waiting-list.error.available': 'So many seats are free right now. Choose them before somebody else does.',
  'waiting-list.error.already': 'You already wait for seats on this part of the way.',
  'waiting-list.error.many-lines': 'You wait for several trips already. Leave one of those waiting lists first.',
  'waiting-list.error.full': 'Too many people wait for this bus already. Please look for another one.',

  'waiting-list.place.title': '{place, plural, =1 {You are first in line} other {You are number {place} in line}}',
  'waiting-list.place.body':
    'You wait for {seats, plural, one {one seat} other {# seats}}. We tell you at {contact} as soon as we can hold {seats, plural, one {it} other {them}} for you. You may close this page.',
  'waiting-list.offered.title': '{seats, plural, one {Your seat is} other {Your seats are}} here',
  'waiting-list.offered.body':
    'We hold {seats, plural, one {it} other {them}} for you until {time}. After that the next in line has the choice.',
  'waiting-list.offered.take': 'Take {seats, plural, one {the seat} other {the seats}}',
  'waiting-list.taken.title': '{seats, plural, one {The seat is} other {The seats are}} yours',
  'waiting-list.taken.body': 'You have paid. The tickets were sent to you.',
  'waiting-list.withdrawn.title': 'You left the waiting list',
  'waiting-list.over.title': 'You do not wait any more',
  'waiting-list.over.body':
    'Either the bus has left or does not run, or seats were held for you and not paid for in time.',
  'waiting-list.leave': 'Leave the waiting list',
  'waiting-list.leave.offer': 'I do not want {seats, plural, one {it} other {them}}',
  'waiting-list.again': 'Look at this bus again',
};
