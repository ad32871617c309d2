/** What is read without a network. */
export const offline = {
  'offline.title': 'No connection',
  'offline.lead': 'This page needs the internet. Nothing is lost: open it again when you are connected.',
  'offline.tickets': 'Tickets kept on this device',
  'offline.tickets.hint': 'A ticket that you have opened once is kept here, with its code, until you sign out.',
  'offline.again': 'Try again',
  'connection.lost.title': 'No connection at the moment',
  'connection.lost.hold':
    'Nothing is lost: your seats stay kept until {time}. This page goes on as soon as you are connected again.',
  'connection.lost.waiting':
    'Nothing is lost: what was paid counts, whether or not you see it here. This page goes on as soon as you are connected again.',
  'connection.lost.page':
    'What you pressed last may or may not have reached us. Nothing is lost: seats you hold and money you paid are safe, and nothing is charged twice. This page goes on by itself as soon as you are connected again.',
  'connection.lost.again': 'Try again now',
  'offline.kept.title': 'You see a copy kept on this device',
  'offline.kept.body':
    'There is no connection. These tickets are as they were at {time} ({clocks}) on {day}; their codes open the door without a network too.',
};
