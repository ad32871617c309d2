import type { refund as en } from '../en/refund.ts';
import type { Translation } from '../translation.ts';

export const refund: Translation<typeof en> = {
  'refunds.open': 'Hagarika cyangwa usubizwe amafaranga',
  'refunds.choose.title': 'Ni ayahe matike ushaka guhagarika?',
  'refunds.choose.lead': 'Ubanza kubona ayo usubizwa mbere y’uko hagira igihagarikwa.',
  'refunds.choose.seat': '{name}, intebe {seat}',
  'refunds.choose.nobody': 'Umugenzi',
  'refunds.choose.submit': 'Nyereka ayo nsubizwa',
  'refunds.choose.error': 'Hitamo nibura itike imwe.',
  'refunds.choose.many': 'Hitamo amatike atarenga cumi n’atandatu. Andi ushobora kuyahagarika nyuma.',
  'refunds.none.title': 'Nta kindi gisigaye cyo guhagarika',
  'refunds.none.body': 'Amatike yose yahagaritswe.',
  'refunds.back': 'Subira ku matike',

  'refunds.quote.title': 'Usubizwa {total}',
  'refunds.quote.title.nothing': 'Nta mafaranga usubizwa',
  'refunds.quote.lead.nothing':
    'Ushobora gusubiza {count, plural, one {intebe ngo undi ayicareho} other {intebe ngo abandi bazicareho}}.',
  'refunds.quote.until': 'Ibi bimara kugeza {time}.',
  'refunds.quote.visible': 'Bimara kugeza {time}',
  'refunds.quote.paid': 'Wishyuye',
  'refunds.quote.kept': 'Asigaranwa na {company}',
  'refunds.quote.returned': 'Usubizwa',
  'refunds.quote.total': 'Usubizwa yose hamwe',
  'refunds.quote.way': 'Amafaranga asubira aho yaturutse, ntajya ku yindi konti cyangwa indi nomero.',
  'refunds.credit.title': 'Cyangwa fata krediti ya {total}',
  'refunds.credit.body':
    'Krediti yishyura intebe zawe zikurikira muri sosiyete imwe, mu gihe cy’umwaka. Uyihabwa igihe wishyura, muri konti cyangwa mushakisha wakoresheje ugura.',
  'refunds.credit.confirm': 'Hagarika ufate krediti ya {total}',
  'refunds.credit.given.title': 'Ufite krediti ya {total}',
  'refunds.credit.given.lead':
    'Amatike yawe yahagaritswe. Uzahabwa krediti igihe wishyura intebe zikurikira muri iyo sosiyete, muri konti cyangwa mushakisha wakoresheje ugura.',
  'refunds.credit.given.search': 'Shaka urugendo',
  'refunds.why.all': 'Igiciro cyose kirasubizwa.',
  'refunds.why.part':
    '{hours, plural, =0 {Kugeza bisi ihagurutse} one {Kugeza isaha imwe mbere yo guhaguruka} other {Kugeza amasaha # mbere yo guhaguruka}} hasubizwa {percent} % y’igiciro.',
  'refunds.why.fee': 'Kuri buri ntebe hasigara {fee}.',
  'refunds.why.nothing': 'Isaha yo guhaguruka iregereje cyane: nta gisubizwa ku giciro.',
  'refunds.quote.confirm': 'Hagarika usubizwe {total}',
  'refunds.quote.confirm.nothing': 'Subiza {count, plural, one {intebe} other {intebe}}',
  'refunds.quote.keep': 'Gumana amatike',
  'refunds.quote.over.title': 'Igihe cyabyo cyarangiye',
  'refunds.quote.over.body': 'Nta cyahagaritswe. Ongera ubaze ayo wasubizwa.',
  'refunds.quote.anew': 'Ongera ubaze',

  'refunds.due': '{amount} ari mu nzira asubira {way}.',
  'refunds.due.cash': '{amount} mu ntoki aragutegereje. Yasabe ku biro bya sosiyete, utange nomero ya komande yawe.',
  'refunds.succeeded': '{amount} yasubijwe {way}.',
  'refunds.failed': '{amount} ntiyageze {way}. Aracyari ayawe: turabikurikirana, nta cyo usabwa gukora.',
  'refunds.way.cash': 'mu ntoki zawe',
  'refunds.way': 'aho yishyuwe avuye',

  'refusal.already-boarded': 'Hari uwinjiye mu modoka akoresheje imwe muri aya matike, ntishobora guhagarikwa.',
  'refusal.already-cancelled': 'Imwe muri aya matike yamaze guhagarikwa.',
  'refusal.order-changed': 'Amatike yahindutse hagati aho, kandi nta cyahagaritswe. Ongera ubaze ayo wasubizwa.',
  'refusal.quote-expired': 'Igihe cyabyo cyarangiye, kandi nta cyahagaritswe. Ongera ubaze ayo wasubizwa.',
  'refusal.too-many-quotes':
    'Wabajije kenshi kuri aya matike. Fata kimwe mu byo wahawe, cyangwa ugerageze nyuma y’iminota icumi.',
};
