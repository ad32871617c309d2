/** Another seat for a ticket that is paid. */
export const change = {
  'change.open': 'Change a seat',
  'change.tickets.title': 'Which ticket shall have another seat?',
  'change.tickets.lead': 'Another seat of the same bus costs nothing. For another bus, cancel and buy again.',
  'change.none.title': 'No seat can be changed any more',
  'change.none.body': 'The tickets of this booking are cancelled, or their bus has left.',
  'change.seat.title': 'Another seat instead of {seat}',
  'change.seat.lead': 'You keep your seat until you have the other one. The code of your ticket is then a new one.',
  'change.seat.legend': 'Choose your new seat',
  'change.seat.submit': 'Take this seat instead',
  'change.seat.keep': 'Keep seat {seat}',
  'change.done.title': 'You have another seat now',
  'change.done.body': 'The code until now opens no door any more, also where it was printed or kept as a picture.',

  'change.error.none': 'Choose a seat that is free.',
  'change.error.taken': 'This seat cannot be had any more. You still have your own: choose another one, or keep it.',
  'change.error.full': 'No other seat is left on this bus. You still have your own.',
  'change.error.plainer': 'This seat is of a plainer class than yours. Choose one as good or better.',
  'change.error.often': 'The seat of this ticket was changed five times. It stays as it is now.',
  'change.error.boarded': 'Somebody has boarded with this ticket, so its seat stays as it is.',
  'change.error.cancelled': 'This ticket is cancelled.',
  'change.error.since':
    'The seat of this ticket has been changed since you opened this page. Look at it and choose again.',
};
