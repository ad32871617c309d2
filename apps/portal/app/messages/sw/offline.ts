import type { offline as en } from '../en/offline.ts';
import type { Translation } from '../translation.ts';

export const offline: Translation<typeof en> = {
  'offline.title': 'Hakuna mtandao',
  'offline.lead': 'Ukurasa huu unahitaji intaneti. Hakuna kilichopotea: ufungue tena mtandao ukirudi.',
  'offline.tickets': 'Tiketi zilizohifadhiwa kwenye kifaa hiki',
  'offline.tickets.hint': 'Tiketi uliyofungua mara moja huhifadhiwa hapa, pamoja na msimbo wake, hadi utoke.',
  'offline.again': 'Jaribu tena',
  'offline.kept.title': 'Unaona nakala iliyohifadhiwa kwenye kifaa hiki',
  'offline.kept.body':
    'Hakuna mtandao. Tiketi hizi ziko kama zilivyokuwa saa {time} ({clocks}), {day}; misimbo yake inatumika mlangoni hata bila mtandao.',
};
