import type { offline as en } from '../en/offline.ts';
import type { Translation } from '../translation.ts';

export const offline: Translation<typeof en> = {
  'offline.title': 'Hakuna muunganisho',
  'offline.lead': 'Ukurasa huu unahitaji intaneti. Hakuna kilichopotea: ufungue tena ukiunganishwa.',
  'offline.tickets': 'Tiketi zilizotunzwa kwenye kifaa hiki',
  'offline.tickets.hint': 'Tiketi uliyofungua mara moja inatunzwa hapa, na msimbo wake, hadi utoke.',
  'offline.again': 'Jaribu tena',
  'offline.kept.title': 'Unaona nakala iliyotunzwa kwenye kifaa hiki',
  'offline.kept.body':
    'Hakuna muunganisho. Tiketi hizi ziko kama zilivyokuwa saa {time} ({clocks}) tarehe {day}; misimbo yake inafungua mlango hata bila mtandao.',
};
