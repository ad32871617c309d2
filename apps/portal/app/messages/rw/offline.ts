import type { offline as en } from '../en/offline.ts';
import type { Translation } from '../translation.ts';

export const offline: Translation<typeof en> = {
  'offline.title': 'Nta murandasi',
  'offline.lead': 'Uru rupapuro rukeneye interineti. Nta cyatakaye: rufungure nugira murandasi.',
  'offline.tickets': 'Amatike abitswe kuri iki gikoresho',
  'offline.tickets.hint': 'Itike wafunguye rimwe ibikwa hano, na kode yayo, kugeza usohotse.',
  'offline.again': 'Ongera ugerageze',
  'offline.kept.title': 'Urareba kopi ibitswe kuri iki gikoresho',
  'offline.kept.body':
    'Nta murandasi. Aya matike ari uko yari ameze saa {time} ({clocks}) ku wa {day}; kode zayo zifungura umuryango no mu gihe nta murandasi.',
};
