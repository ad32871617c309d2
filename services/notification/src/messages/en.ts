/** English, the language every other catalogue is made from. ICU message syntax. */
export const en = {
  'booking.sms': 'Safiri {reference}: {journeys} Your {count, plural, one {ticket} other {tickets}}: {link}',
  'booking.subject': 'Your booking {reference} is confirmed',
  'booking.mail':
    'Your booking {reference} is confirmed and paid: {total}.\n\n{journeys}\n\nYour {count, plural, one {ticket is} other {tickets are}} here. Show the code on your phone or on paper when you board:\n{link}\n\nKeep this address to yourself: whoever has it can travel with it.',
  'booking.journey': '{company}: {from} to {to}, {departs}, {count, plural, one {seat} other {seats}} {seats}.',
  'booking.other-seats':
    'Your payment came late: {count, plural, one {seat} other {seats}} {seats} instead of {ordered}, at the same price. If that does not suit you, give all back on your ticket page by {until}: you get all of your money.',
  'refund-due.seats-gone':
    'Safiri {reference}: your payment came after the seats were gone. We are sending {amount} back to you. You need to do nothing.',
  'refund-due.paid-twice':
    'Safiri {reference}: you paid twice. We are sending {amount} back to you. Your booking stays as it is.',
  'refund-due.trip-cancelled':
    'Safiri {reference}: the company cancelled the trip. We are sending {amount} back to you. You need to do nothing.',
  'refund-due.amount-mismatch':
    'Safiri {reference}: the amount you paid is not the price of your order. We are sending {amount} back to you. The order itself is not paid.',
  'refund-due.passenger-cancelled':
    'Safiri {reference}: your tickets are cancelled as you wished. We are sending {amount} back to you. You need to do nothing.',
  'refund-due.company-cancelled':
    'Safiri {reference}: the company could not carry you and cancelled tickets of yours. We are sending {amount} back to you. You need to do nothing.',
  'refund-due.order-released':
    'Safiri {reference}: your payment came after you had given the seats back. We are sending {amount} back to you. You need to do nothing.',
  'refund-due.other-seats':
    'Safiri {reference}: you gave back the seats that you got instead of yours. We are sending {amount} back to you, without any fee.',
  'refund-due.at-counter':
    'Safiri {reference}: {amount} of what you paid in cash is yours again. Come to a counter of the company and give this reference: {reference}.',
  'seats-given-up.nothing':
    'Safiri {reference}: your tickets are cancelled. By the conditions of the company nothing is given back.',
  'seats-given-up.restored': 'Safiri {reference}: your tickets are cancelled. {amount} are on your voucher again.',
  'seats-given-up.credit':
    'Safiri {reference}: your tickets are cancelled. You have a voucher of {amount}, good until {until}. You are offered it when you pay for your next seat, in the browser or account with which you booked.',
  'seats-given-up.subject': 'Your tickets are cancelled ({reference})',
  'refund-due.subject': 'We are sending your money back ({reference})',
  'refund-succeeded.text': 'Safiri: {amount} was sent back to you.',
  'refund-succeeded.subject': 'Your money was sent back',
  'receipt.subject': 'Receipt {number} of {company} ({reference})',
  'receipt.mail':
    '{company} has issued receipt {number} for your booking {reference}: {total}.\n\nRead, keep or print it here (PDF):\n{link}\n\nKeep this address to yourself: whoever has it can see your booking.',
  'credit-note.subject': 'Credit note {number} of {company} ({reference})',
  'credit-note.mail':
    '{company} has issued credit note {number} for what goes back to you of your booking {reference}: {total}.\n\nRead, keep or print it here (PDF):\n{link}\n\nKeep this address to yourself: whoever has it can see your booking.',
  'tickets-replaced.journey':
    '{company}: {from} to {to}, {departs}, {count, plural, one {seat} other {seats}} {seats} instead of {before}.',
  'tickets-replaced.sms':
    'Safiri {reference}: your seats were changed. {journeys} Your new {count, plural, one {code} other {codes}}, since the old {count, plural, one {one opens} other {ones open}} no door any more: {link}',
  'tickets-replaced.subject': 'Your seats were changed ({reference})',
  'tickets-replaced.mail':
    'Seats of your booking {reference} were changed, at no price:\n\n{journeys}\n\nThe {count, plural, one {code until now opens} other {codes until now open}} no door any more. Your new {count, plural, one {code is} other {codes are}} here:\n{link}\n\nIf it was not you, nor the company for you, somebody else has this address: call the company.',
  'tickets-again.sms': 'Safiri {reference}: {journeys} Your {count, plural, one {ticket} other {tickets}}: {link}',
  'tickets-again.subject': 'Your {count, plural, one {ticket} other {tickets}} {reference}',
  'tickets-again.mail':
    'You asked for your {count, plural, one {ticket} other {tickets}} {reference} once more:\n\n{journeys}\n\nOpen {count, plural, one {it} other {them}} here, and show the code when you board:\n{link}\n\nKeep this address to yourself: whoever has it can travel with it. If you did not ask, you need to do nothing: it was sent to you alone.',
  'waiting-offer.sms':
    'Safiri: {count, plural, one {a seat came} other {seats came}} free for you. {company}, {from} to {to}, {departs}, {count, plural, one {seat} other {seats}} {seats}. Yours until {until}: {link}',
  'waiting-offer.subject': 'Your {count, plural, one {seat} other {seats}} from {from} to {to}',
  'waiting-offer.mail':
    'You waited for {count, plural, one {a seat} other {seats}}, and now {count, plural, one {one is} other {they are}} held for you:\n\n{company}: {from} to {to}, {departs}, {count, plural, one {seat} other {seats}} {seats}.\n\nPay until {until}. After that {count, plural, one {it is} other {they are}} offered to the next in line:\n{link}\n\nOpen this address on the device, or in the account, with which you joined the waiting list.',
  'payout-account.subject': 'Payouts of {company}: an account was changed',
  'payout-account.asked':
    'Somebody asked that payouts of {company} in {currency} go to {account}. Another person has to confirm it before any do.',
  'payout-account.confirmed':
    'It was confirmed that payouts of {company} in {currency} go to {account}, from {from} on.',
  'payout-account.refused': 'It was refused that payouts of {company} in {currency} go to {account}. Nothing changes.',
  'payout-account.not-you': 'If nobody of yours wanted this, tell us at once. Number: {accountId}',
  'sign-in-code.subject': 'Your Safiri code',
  'sign-in-code.text':
    'Safiri: your code is {code}. Type it where you asked for it within 10 minutes. Nobody of ours ever asks you for it.',
  'second-factor-code.subject': 'Your code to sign in to Safiri',
  'second-factor-code.text':
    'Safiri: {code} is your code to finish signing in. If it was not you, somebody knows your password: change it. Nobody of ours ever asks you for a code.',
  'proof-code.subject': 'Your code to confirm that it is you',
  'proof-code.text':
    'Safiri: {code} is your code to confirm that it is you. If you did not ask for it, somebody sits at a browser that you are signed in with: sign out everywhere.',
  'identifier-code.subject': 'Your code to confirm this address',
  'identifier-code.text':
    'Safiri: {code} is your code to add this phone or e-mail to an account. If you did not ask for it, do nothing.',
  'reset-code.subject': 'Your code for a new password',
  'reset-code.text':
    'Safiri: {code} is your code to set a new password. If you did not ask for it, do nothing: your password stays as it is.',
  'reset-without-account.subject': 'No account to set a password for',
  'reset-without-account.text':
    'Safiri: somebody asked for a new password here, but there is no account with this phone or e-mail. If it was you, try the other one you use. If not, do nothing.',
  'account-changed.subject': 'Your Safiri account was changed',
  'account-changed.password-changed': 'Safiri: your account has a new password, and all other browsers are signed out.',
  'account-changed.password-reset':
    'Safiri: your account has a new password, set by who reads this phone or mailbox. Everybody is signed out.',
  'account-changed.email-changed': 'Safiri: your account has a new e-mail address. The one before opens it no more.',
  'account-changed.phone-changed': 'Safiri: your account has a new phone number. The one before opens it no more.',
  'account-changed.app-added': 'Safiri: an authenticator app now guards your account.',
  'account-changed.app-removed': 'Safiri: the authenticator app guards your account no more.',
  'account-changed.passkey-added': 'Safiri: a new passkey opens your account.',
  'account-changed.passkey-removed': 'Safiri: a passkey of your account was removed.',
  'account-changed.recovery-codes-made': 'Safiri: your account has new recovery codes. The old ones are worth nothing.',
  'account-changed.recovery-code-used':
    'Safiri: a recovery code was used for your account. {left, plural, =0 {None is left: make new ones.} one {One is left.} other {# are left.}}',
  'account-changed.factors-reset':
    'Safiri: a colleague removed the authenticator app, passkeys and recovery codes of your account. Sign in with your password and a code, then set up new ones.',
  'account-changed.app-code-reused':
    'Safiri: a code of your authenticator app was used a second time and refused. Somebody may have read it over your shoulder, or on a page that is not ours.',
  'account-changed.tries-used-up':
    'Safiri: wrong passwords or codes were tried for your account until they have to wait there. Nobody got in. If it was not you, you need to do nothing; a password that you use elsewhere too is better changed.',
  'account-changed.not-you': 'If it was not you, set a new password at once, which signs everybody else out: {link}',
  'account-changed.not-you-elsewhere':
    'If it was not you, set a new password at once by the other phone or e-mail of your account, or from a browser that is still signed in: {link}',
  'staff-invitation.subject': 'You are invited to the staff of {company}',
  'staff-invitation.text':
    'Safiri: you are invited to the staff of {company}. Open this link within 7 days to choose a name and a password; it is good once, and for you alone: {link}',
  'invariant-violated.subject': 'Safiri: something is wrong in {service} ({kind})',
  'invariant-violated.mail':
    'The audit of {service} found something that must never be.\n\nBroken: {invariant}\nFound on: {subject}\nFound at: {foundAt}\nDetails: {sentence}\nNumber: {violationId}\n\nRun "npm run audit" to see everything that is wrong now. What to do about it is described in docs/operations/audit.md.',
  'invariant-violated.many':
    'These were {most} mails in an hour. No more are sent before the hour is over, even if more is found.',
  'invariant.no-overlap': 'no seat is sold twice on a leg',
  'invariant.money-balances': 'money that came is what was bought, what goes back, and fees',
  'invariant.one-effect': 'an event of the outside world has one effect at the most',
  'invariant.ends-stay': 'what has ended stays as it ended',
  'invariant.failed-means-unpaid': 'nobody is told "failed" while the money may have moved',
} as const;
