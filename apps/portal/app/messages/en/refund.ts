/** Cancelling seats for what is given back of them. */
export const refund = {
  'refunds.open': 'Cancel or get money back',
  'refunds.choose.title': 'Which tickets do you want to cancel?',
  'refunds.choose.lead': 'You see what you get back before anything is cancelled.',
  'refunds.choose.seat': '{name}, seat {seat}',
  'refunds.choose.nobody': 'Passenger',
  'refunds.choose.submit': 'Show what I get back',
  'refunds.choose.error': 'Choose at least one ticket.',
  'refunds.choose.many': 'Choose sixteen tickets at the most. You can cancel others after them.',
  'refunds.none.title': 'There is nothing left to cancel',
  'refunds.none.body': 'All tickets of this booking are cancelled.',
  'refunds.back': 'Back to the tickets',

  'refunds.quote.title': 'You get {total} back',
  'refunds.quote.title.nothing': 'You get no money back',
  'refunds.quote.lead.nothing':
    'You can still give the {count, plural, one {seat} other {seats}} up for somebody else.',
  'refunds.quote.until': 'This offer stands until {time}.',
  'refunds.quote.visible': 'Offer until {time}',
  'refunds.quote.paid': 'Paid',
  'refunds.quote.kept': 'Kept by {company}',
  'refunds.quote.returned': 'You get back',
  'refunds.quote.total': 'You get back in all',
  'refunds.quote.way': 'The money goes back to where it was paid from, not to another account or number.',
  'refunds.credit.title': 'Or take {total} as credit',
  'refunds.credit.body':
    'Credit pays for your next seats with the same company, for a year. You are offered it when you pay, in the account or browser with which you booked.',
  'refunds.credit.confirm': 'Cancel and take {total} credit',
  'refunds.credit.given.title': 'You have {total} credit',
  'refunds.credit.given.lead':
    'Your tickets are cancelled. You are offered the credit when you pay for your next seats with the company, in the account or browser with which you booked.',
  'refunds.credit.given.search': 'Search a trip',
  'refunds.why.all': 'All of the fare goes back.',
  'refunds.why.part':
    '{hours, plural, =0 {Until departure} one {Until an hour before departure} other {Until # hours before departure}} {percent} % of the fare go back.',
  'refunds.why.fee': '{fee} are kept for each seat.',
  'refunds.why.nothing': 'It is too close to departure: nothing of the fare goes back.',
  'refunds.quote.confirm': 'Cancel and get {total} back',
  'refunds.quote.confirm.nothing': 'Give the {count, plural, one {seat} other {seats}} up',
  'refunds.quote.keep': 'Keep the tickets',
  'refunds.quote.over.title': 'This offer is over',
  'refunds.quote.over.body': 'Nothing was cancelled. Ask for a new one.',
  'refunds.quote.anew': 'Ask for a new offer',

  'refunds.due': '{amount} are on their way back to {way}.',
  'refunds.due.cash':
    '{amount} in cash are kept for you. Ask for them at a counter of the company, with your reference.',
  'refunds.succeeded': '{amount} were given back to {way}.',
  'refunds.failed':
    '{amount} did not arrive at {way}. They are still owed to you: we see to it, and you need not do anything.',
  'refunds.way.cash': 'you in cash',
  'refunds.way': 'where they were paid from',

  'refusal.already-boarded': 'Somebody has boarded with one of these tickets, so it cannot be cancelled.',
  'refusal.already-cancelled': 'One of these tickets is cancelled already.',
  'refusal.order-changed': 'The booking has changed meanwhile, and nothing was cancelled. Ask for a new offer.',
  'refusal.quote-expired': 'This offer is over, and nothing was cancelled. Ask for a new one.',
  'refusal.too-many-quotes': 'Many offers for this booking are open. Take one of them, or try again in ten minutes.',
};
