import type { offline as en } from '../en/offline.ts';
import type { Translation } from '../translation.ts';

export const offline: Translation<typeof en> = {
  'offline.title': 'Nta murandasi',
  'offline.lead': 'Iyi paji ikeneye murandasi. Nta cyo utakaje: ongera uyifungure murandasi igarutse.',
  'offline.tickets': 'Amatike abitswe kuri iki gikoresho',
  'offline.tickets.hint': 'Itike wafunguye rimwe ibikwa hano, hamwe na kode yayo, kugeza usohotse.',
  'offline.again': 'Ongera ugerageze',
  'offline.kept.title': 'Urareba kopi ibitswe kuri iki gikoresho',
  'offline.kept.body':
    'Nta murandasi uhari. Aya matike ameze uko yari ameze saa {time} ({clocks}) ku wa {day}; kode zayo zirakora no mu gihe nta murandasi.',
};
