import type { staffSupport as en } from '../en/staff-support.ts';
import type { Translation } from '../translation.ts';

export const staffSupport: Translation<typeof en> = {
  'support.title': 'Ubufasha',
  'support.lead.company':
    'Abakozi b’urubuga babona sosiyete yanyu gusa igihe mubibemereye. Nta cyo bahindura, kandi ibyo basoma byose byandikwa mu gitabo cyanyu cy’igenzura.',
  'support.lead.platform': 'Reba ibyo sosiyete ibona, yabyemeye. Nta cyo uhindura, kandi isoma ibyo warebye.',
  'support.ask': 'Saba sosiyete',
  'support.ask.company': 'Sosiyete',
  'support.ask.reason': 'Impamvu',
  'support.ask.reason.hint': 'Sosiyete isoma ibi: nibura inyuguti icumi.',
  'support.ask.send': 'Saba',
  'support.error.reason': 'Vuga impamvu mu nteruro imwe.',
  'support.none': 'Nta muntu wagize icyo asaba.',
  'support.status.asked': 'Byasabwe',
  'support.status.running': 'Areba sosiyete ubu',
  'support.status.over': 'Byarangiye',
  'support.asked-at': 'Byasabwe {at}',
  'support.until': 'Kugeza {until}',
  'support.minutes': 'Igihe kingana iki',
  'support.minutes.choice':
    '{minutes, select, 30 {igice cy’isaha} 60 {isaha imwe} 120 {amasaha abiri} 480 {amasaha umunani} other {iminota {minutes}}}',
  'support.consent': 'Bemerere kureba',
  'support.refuse': 'Anga',
  'support.end': 'Bihagarike ubu',
  'support.leave': 'Vamo',
  'support.withdraw': 'Kuraho ubusabe',
  'support.open': 'Reba igitabo cyayo cy’igenzura',
};
