/** Support by a company's consent, for both sides. */
export const staffSupport = {
  'support.title': 'Support',
  'support.lead.company':
    'Staff of the platform see your company only while you let them. They change nothing, and all they read stands in your audit log.',
  'support.lead.platform':
    'See what a company sees, by its consent. You change nothing, and it reads what you looked at.',
  'support.ask': 'Ask a company',
  'support.ask.company': 'Company',
  'support.ask.reason': 'Why',
  'support.ask.reason.hint': 'The company reads this: at least ten characters.',
  'support.ask.send': 'Ask',
  'support.error.reason': 'Say in a sentence why.',
  'support.none': 'Nobody asked for anything.',
  'support.status.asked': 'Asked',
  'support.status.running': 'Sees the company now',
  'support.status.over': 'Over',
  'support.asked-at': 'Asked {at}',
  'support.until': 'Until {until}',
  'support.minutes': 'For how long',
  'support.minutes.choice':
    '{minutes, select, 30 {half an hour} 60 {an hour} 120 {two hours} 480 {eight hours} other {{minutes} minutes}}',
  'support.consent': 'Let them see',
  'support.refuse': 'Refuse',
  'support.end': 'End it now',
  'support.leave': 'Leave',
  'support.withdraw': 'Withdraw',
  'support.open': 'Look at its audit log',
};
