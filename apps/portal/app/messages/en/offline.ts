/** What is read without a network. */
export const offline = {
  'offline.title': 'No connection',
  'offline.lead': 'This page needs the internet. Nothing is lost: open it again when you are connected.',
  'offline.tickets': 'Tickets kept on this device',
  'offline.tickets.hint': 'A ticket that you have opened once is kept here, with its code, until you sign out.',
  'offline.again': 'Try again',
  'offline.kept.title': 'You see a copy kept on this device',
  'offline.kept.body':
    'There is no connection. These tickets are as they were at {time} ({clocks}) on {day}; their codes open the door without a network too.',
};
