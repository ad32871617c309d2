import type { account as en } from '../en/account.ts';
import type { Translation } from '../translation.ts';

export const account: Translation<typeof en> = {
  'account.identifier': 'Telefoni cyangwa imeyili',
  'account.identifier.hint': 'Nomero ya telefoni hamwe na kode y’igihugu, urugero +250 788 123 456.',
  'account.password': 'Ijambo ry’ibanga',
  'account.password.hint': 'Nibura inyuguti 12. Amagambo atatu cyangwa ane akora iryiza.',
  'account.name': 'Izina ryawe',
  'account.error.identifier': 'Andika nomero ya telefoni hamwe na kode y’igihugu, cyangwa imeyili.',
  'account.error.password-missing': 'Andika ijambo ry’ibanga ryawe.',
  'account.error.password-short': 'Ijambo ry’ibanga rigira nibura inyuguti 12.',
  'account.error.password-long': 'Iri jambo ry’ibanga ni rirerire cyane. Ntirirenza inyuguti 128.',
  'password.show': 'Erekana ibyo nandika',
  'password.strength.too-short': 'Biracyari munsi y’inyuguti 12.',
  'password.strength.repeats': 'Ni rirerire bihagije, ariko risubiramo byinshi. Ameze atyo ni yo bagerageza mbere.',
  'password.strength.fair': 'Ni rirerire bihagije. Buri jambo ryiyongereye rirarikomeza.',
  'password.strength.good': 'Ni rirerire, ni cyo cy’ingenzi. Ntukarikoreshe ahandi.',
  'account.error.name': 'Andika izina ryawe.',
  'account.error.password-common':
    'Abantu benshi bakoresha iri jambo ry’ibanga, riroroshye gutomborwa. Hitamo iryawe bwite.',
  'account.error.password-personal': 'Rigizwe n’izina ryawe cyangwa aderesi yawe. Hitamo irindi.',
  'account.error.sign-in-failed': 'Telefoni cyangwa imeyili n’ijambo ry’ibanga ntibihura.',

  'sign-in.title': 'Injira',
  'sign-in.lead': 'Kugira ngo ubone amatike yawe ku bikoresho byose.',
  'sign-in.submit': 'Injira',
  'sign-in.no-account': 'Nta konti ufite?',
  'sign-in.by-code': 'Ahubwo nyoherereza kode',
  'sign-in.by-passkey': 'Koresha passkey',
  'sign-in.forgot': 'Wibagiwe ibyo wanditse hano ubushize?',
  'sign-in.reset': 'Shyiraho irishya',

  'register.title': 'Fungura konti',
  'register.lead': 'Amatike waguriye kuri iki gikoresho udafite konti ayijyamo.',
  'register.submit': 'Fungura konti',
  'register.send': 'Nyoherereza kode',
  'register.details.title': 'Ibikwerekeyeho',
  'register.details.lead': 'Telefoni cyangwa imeyili yawe yemejwe. Hasigaye intambwe imwe.',
  'register.password.optional': 'Ijambo ry’ibanga, niba urishaka',
  'register.password.hint':
    'Utarifite, winjira ukoresheje kode buri gihe. Nibura inyuguti 12; amagambo atatu cyangwa ane akora iryiza.',
  'register.have-account': 'Ufite konti?',

  'sessions.title': 'Aho winjiye',
  'sessions.lead': 'Mushakisha na porogaramu zikoresha konti yawe. Funga izo utazi.',
  'sessions.unnamed': 'Porogaramu idafite izina',
  'sessions.current': 'Uri hano',
  'sessions.used.now': 'Yakoreshejwe hashize iminota mike',
  'sessions.used.minutes':
    '{count, plural, one {Yakoreshejwe hashize umunota umwe} other {Yakoreshejwe hashize iminota #}}',
  'sessions.used.hours':
    '{count, plural, one {Yakoreshejwe hashize isaha imwe} other {Yakoreshejwe hashize amasaha #}}',
  'sessions.used.days': '{count, plural, one {Yakoreshejwe hashize umunsi umwe} other {Yakoreshejwe hashize iminsi #}}',
  'sessions.since': 'Winjiye kuva ku wa {day}',
  'sessions.end': 'Funga',
  'sessions.end.label': 'Funga {name}',
  'sessions.end-others': 'Funga izindi zose',
};
