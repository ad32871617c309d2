import type { waitingList as en } from '../en/waiting-list.ts';
import type { Translation } from '../translation.ts';

export const waitingList: Translation<typeof en> = {
  'waiting-list.link': 'Jya ku rutonde rw’abategereje',
  'waiting-list.link.of': 'bisi ya {time} ya {company}',
  'waiting-list.full.title': 'Intebe zose zafashwe kuri iki gice cy’urugendo.',
  'waiting-list.few.title': 'Intebe ntizibakwiye mwese?',
  'waiting-list.invitation': 'Iyo intebe zibonetse, zihabwa mbere uwategereje igihe kirekire.',

  'waiting-list.join.title': 'Tegereza intebe {from} – {to}',
  'waiting-list.join.lead':
    'Iyo intebe zibonetse, turazikubikira tukakoherereza ubutumwa. Ubwo uba ufite iminota mike yo kwishyura. Gutegereza ni ubuntu.',
  'waiting-list.seats': 'Intebe zingahe?',
  'waiting-list.seats.hint': 'Kuva kuri 1 kugeza kuri 8. Uzihabwa zose icyarimwe.',
  'waiting-list.contact': 'Tukumenyeshe hehe?',
  'waiting-list.submit': 'Tegereza intebe',
  'waiting-list.back': 'Subira ku ntebe',
  'waiting-list.error.seats': 'Andika umubare uri hagati ya 1 na 8.',
  'waiting-list.error.contact': 'Tanga nomero ya telefoni cyangwa imeyili, kugira ngo tukumenyeshe.',
  'waiting-list.error.available': 'Izo ntebe zose zirimo ubusa ubu. Zihitemo mbere y’uko undi azifata.',
  'waiting-list.error.already': 'Usanzwe utegereje intebe kuri iki gice cy’urugendo.',
  'waiting-list.error.many-lines': 'Usanzwe utegereje ku ngendo nyinshi. Banza uve kuri rumwe muri izo ntonde.',
  'waiting-list.error.full': 'Abategereje iyi bisi bamaze kuba benshi cyane. Shaka indi.',

  'waiting-list.place.title': '{place, plural, =1 {Ni wowe wa mbere ku rutonde} other {Uri uwa {place} ku rutonde}}',
  'waiting-list.place.body':
    'Utegereje {seats, plural, one {intebe imwe. Tuzakumenyesha kuri {contact} nitubasha kuyikubikira} other {intebe #. Tuzakumenyesha kuri {contact} nitubasha kuzikubikira}}. Ushobora gufunga iyi paji.',
  'waiting-list.offered.title': '{seats, plural, one {Intebe yawe yabonetse} other {Intebe zawe zabonetse}}',
  'waiting-list.offered.body':
    '{seats, plural, one {Turayikubikiye} other {Turazikubikiye}} kugeza {time}. Nyuma yaho ni ah’ukurikiyeho.',
  'waiting-list.offered.take': '{seats, plural, one {Fata intebe} other {Fata intebe zose}}',
  'waiting-list.taken.title': '{seats, plural, one {Intebe ni iyawe} other {Intebe ni izawe}}',
  'waiting-list.taken.body': 'Warishyuye. Amatike warayohererejwe.',
  'waiting-list.withdrawn.title': 'Wavuye ku rutonde rw’abategereje',
  'waiting-list.over.title': 'Ntugitegereje',
  'waiting-list.over.body': 'Ni uko bisi yagiye cyangwa itagenda, cyangwa intebe wabikiwe zitishyuwe ku gihe.',
  'waiting-list.leave': 'Va ku rutonde rw’abategereje',
  'waiting-list.leave.offer': '{seats, plural, one {Sinyishaka} other {Sinzishaka}}',
  'waiting-list.again': 'Ongera urebe iyi bisi',
};
