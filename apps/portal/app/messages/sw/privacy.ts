import type { privacy as en } from '../en/privacy.ts';
import type { Translation } from '../translation.ts';

export const privacy: Translation<typeof en> = {
  'privacy.title': 'Data yako',
  'privacy.lead': 'Kinachohifadhiwa kuhusu wewe, kwa muda gani, na jinsi ya kukichukua au kukifuta.',
  'privacy.data.title': 'Ichukue',
  'privacy.data.lead': 'Akaunti yako, maagizo, abiria, tiketi, malipo, risiti, ujumbe na ukaguzi.',
  'privacy.staff':
    'Hii ni akaunti ya mfanyakazi. Kampuni yako ndiyo huimaliza: ikishamaliza kazi yako hapa, unaweza kuifuta mwenyewe. Ulichoifanyia kinabaki kwenye vitabu vyake.',
  'privacy.prove': 'Onyesha kwamba ni wewe',
  'privacy.prove.lead': 'Ili tuwe na hakika kwamba ni wewe, tunaomba nenosiri lako au msimbo. Hudumu dakika kumi.',
  'privacy.data.staff':
    'Akaunti yako, vivinjari, majukumu na ruhusa, mialiko, na ujumbe tuliokutumia. Ulichouza ni cha kampuni yako na kinataja wateja wake, kwa hiyo hakimo humu.',
  'privacy.data.json': 'Pakua kama faili moja (JSON)',
  'privacy.data.csv': 'Pakua kama majedwali (CSV ndani ya zip)',

  'privacy.kept.title': 'Kinachohifadhiwa, na kwa muda gani',
  'privacy.kept.accounts': 'Akaunti yako',
  'privacy.kept.past-sessions': 'Vivinjari ulivyoingia navyo, baada ya kutoka',
  'privacy.kept.guests': 'Ziara bila akaunti, baada ya ile ya mwisho',
  'privacy.kept.unpaid-orders': 'Maagizo ambayo hayakulipwa',
  'privacy.kept.waiting-lists': 'Nafasi kwenye orodha za kusubiri, baada ya mwisho wake',
  'privacy.kept.names': 'Majina, simu na barua pepe za tiketi, baada ya safari',
  'privacy.kept.bookings': 'Nafasi bila majina: safari, kiti, kiasi',
  'privacy.kept.payers': 'Nambari za simu zilizolipa, baada ya malipo',
  'privacy.kept.receipts': 'Malipo, marejesho na risiti, bila majina',
  'privacy.kept.scans': 'Ukaguzi wa tiketi yako mlangoni',
  'privacy.kept.messages': 'Ujumbe tuliokutumia',
  'privacy.kept.days': '{count, plural, one {siku moja} other {siku #}}',
  'privacy.kept.no-end': 'hadi uifute, au kwa muda ambao sheria inataka vitabu vya hesabu',

  'privacy.erase.title': 'Ifute',
  'privacy.erase.goes':
    'Akaunti yako inaisha. Majina, nambari za simu, anwani za barua pepe, ujumbe na orodha ya vivinjari vyako vinafutwa, kila mahali na moja kwa moja. Unatolewa, na huwezi kuingia tena.',
  'privacy.erase.stays':
    'Ambacho kampuni lazima zihifadhi kama vitabu vyao kinabaki, bila wewe ndani yake: safari, viti, viasi, marejesho na risiti zenye nambari.',
  'privacy.erase.waits':
    '{count, plural, =0 {Inaanza mara moja.} one {Inaanza baada ya siku moja; kabla ya hapo unaweza kuisitisha.} other {Inaanza baada ya siku #; kabla ya hapo unaweza kuisitisha.}}',
  'privacy.erase.understood': 'Naelewa kwamba hili haliwezi kutenduliwa',
  'privacy.erase.give-up-vouchers': 'Naacha vocha zangu',
  'privacy.erase.submit': 'Futa data yangu',
  'privacy.erase.call-off': 'Afadhali niache data yangu',
  'privacy.error.understood': 'Weka alama kwamba unaelewa haliwezi kutenduliwa.',
  'privacy.erasure.waiting': 'Data yako itafutwa {day}.',
  'privacy.erasure.held-up': 'Data yako ilipaswa kufutwa {day}. Kuna kitu kilikuwa bado wazi: itaendelea kitakapoisha.',
  'privacy.erasure.started': 'Data yako inafutwa.',
  'privacy.obstacles.title': 'Bado wazi',
  'privacy.obstacle.trip-ahead': 'Safari ambayo haijaisha:',
  'privacy.obstacle.order-open': 'Viti ulivyowekewa:',
  'privacy.obstacle.payment-open': 'Malipo ambayo hayajaamuliwa:',
  'privacy.obstacle.refund-owed': 'Pesa zilizo njiani kurudi kwako:',
  'privacy.obstacle.voucher-left': 'Vocha yenye thamani:',
  'refusal.erasure-not-possible': 'Kuna kitu bado kiko wazi. Angalia hapa chini ni kipi.',
  'refusal.erasure-started': 'Kufuta kumeanza na hakuwezi kusitishwa tena.',
};
