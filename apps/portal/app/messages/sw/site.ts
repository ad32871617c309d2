import type { site as en } from '../en/site.ts';
import type { Translation } from '../translation.ts';

export const site: Translation<typeof en> = {
  'site.name': 'Safiri',
  'site.footer':
    'Safiri huuza viti vya kampuni nyingi za mabasi. Kampuni iliyotajwa kwenye tiketi yako ndiyo inayokusafirisha.',
  'site.scheme.label': 'Mwonekano',
  'site.scheme.system': 'Kama kifaa',
  'site.scheme.light': 'Mwanga',
  'site.scheme.dark': 'Giza',

  'site.languages': 'Lugha',

  'nav.label': 'Menyu kuu',
  'nav.skip': 'Nenda kwenye maudhui',
  'nav.my-tickets': 'Tiketi zangu',
  'nav.sign-in': 'Ingia',
  'nav.sign-out': 'Toka',
  'nav.scan': 'Kagua',
  'nav.staff': 'Wafanyakazi',

  'form.problem': '{count, plural, one {Jambo moja linahitaji kurekebishwa} other {Mambo # yanahitaji kurekebishwa}}',

  'home.document-title': 'Safiri: tiketi za mabasi Afrika Mashariki',
  'home.open-order.title': 'Viti vyako vimewekwa hadi {time}',
  'home.open-order.link': 'Endelea: {from} hadi {to}',
  'home.title': 'Barabara inakupeleka wapi?',
  'home.lead': 'Chagua kiti chako, lipa kwa simu, panda kwa msimbo.',
  'home.places.from': 'Unaanzia wapi?',
  'home.places.to': 'Kutoka {from}: kwenda wapi?',
  'home.how': 'Jinsi inavyofanya kazi',
  'home.how.seat.title': 'Chagua kiti chako',
  'home.how.seat.body': 'Ona basi kutoka juu. Viti vyako vinawekwa kwa dakika kumi unapolipa.',
  'home.how.pay.title': 'Lipa kwa pesa za simu',
  'home.how.pay.body': 'Idhinisha ombi moja kwenye simu yako. Huhitaji akaunti wala kadi.',
  'home.how.ride.title': 'Panda kwa msimbo',
  'home.how.ride.body': 'Tiketi yako inakuja kwa SMS au barua pepe. Onyesha msimbo wake mlangoni.',

  'refusal.no-answer': 'Hatukupata jibu na hatujui kama imefaulu. Bonyeza tena: inahesabiwa mara moja tu.',
  'refusal.unavailable': 'Hili halifanyi kazi kwa sasa. Tafadhali jaribu tena baada ya dakika moja.',
  'refusal.overloaded':
    'Watu wengi sana wanaomba viti kwa sasa, na bado hakuna kilichofanyika. Tafadhali jaribu tena baada ya sekunde chache.',
  'refusal.in-flight': 'Ombi lako la mwisho bado linashughulikiwa. Tafadhali jaribu tena baada ya sekunde chache.',
  'refusal.trip-not-on-sale': 'Safari hii haiuzwi tena.',
  'refusal.trip-departed': 'Basi hili limeondoka.',
  'refusal.trip-twice': 'Kwenda na kurudi ni kwa safari ileile. Chagua basi lingine la kurudi.',
  'refusal.currency-mixed': 'Kwenda na kurudi vinauzwa kwa sarafu tofauti. Tafadhali nunua kimoja baada ya kingine.',
  'refusal.seat-unknown': 'Basi hili limebadilika. Tafadhali chagua viti vyako tena.',
  'refusal.hold-expired': 'Muda wa kulipia viti hivi umekwisha.',
  'refusal.order-not-held': 'Viti hivi havijawekwa tena kwa ajili yako.',
  'refusal.order-not-open': 'Agizo hili haliwezi kulipiwa tena.',
  'refusal.method-not-available': 'Njia hii ya kulipa haipatikani kwa agizo hili.',
  'refusal.already-extended': 'Viti vyako vimeshaongezewa muda mara moja. Tafadhali endelea kabla muda haujaisha.',
  'refusal.too-many-held': 'Umewekewa viti vingi ambavyo havijalipiwa. Lipia vingine au virudishe, kisha chagua zaidi.',
  'refusal.too-many-for-phone':
    'Viti vingi vya basi hili vimeshaagizwa kwa nambari hii ya simu. Toa nambari nyingine, au wasiliana na kampuni ya basi kwa ajili ya kikundi.',
  'refusal.too-many-from-address':
    'Viti vingi sana vinaombwa kutoka mtandao wako. Tafadhali jaribu tena baada ya dakika moja.',
  'refusal.too-many-sign-ins': 'Umejaribu mara nyingi mno. Tafadhali subiri dakika chache kisha ujaribu tena.',
  'refusal.too-many-requests':
    'Maombi mengi mno yanatoka hapa kwa wakati mmoja. Tafadhali jaribu tena baada ya dakika moja.',
  'refusal.challenge-needed':
    'Watu wengi sana wanaingia kutoka mtandao wako kwa sasa. Kivinjari chako kinafanya kazi ndogo kwanza, ya sekunde chache. Kama hakuna kinachotokea, tafadhali jaribu tena baada ya dakika moja.',
  'refusal.unexpected': 'Kuna kitu kimeenda vibaya. Tafadhali jaribu tena.',

  'connection.lost.title': 'Hakuna mtandao kwa sasa',
  'connection.lost.page':
    'Ulichobonyeza mwisho huenda kimetufikia au hakijatufikia. Hakuna kilichopotea: viti ulivyowekewa na pesa ulizolipa ziko salama, na hakuna kinachotozwa mara mbili. Ukurasa huu utaendelea wenyewe mara tu mtandao utakaporudi.',
  'connection.lost.again': 'Jaribu tena sasa',
  'error.home': 'Tafuta basi',
  'error.request-id': 'Ukiomba msaada, taja nambari hii:',
  'error.not-found.title': 'Ukurasa huu haupo',
  'error.not-found.body':
    'Huenda anwani imekosewa, au ni ya agizo la mtu mwingine. Tiketi hufunguliwa kwa kiungo kilicho kwenye ujumbe uliopata.',
  'error.forbidden.title': 'Si kwa akaunti hii',
  'error.forbidden.body': 'Akaunti yako hairuhusiwi kufungua ukurasa huu. Ingia kwa nyingine, au uliza kampuni yako.',
  'error.unavailable.title': 'Hatuwezi kuonyesha hili kwa sasa',
  'error.unavailable.body':
    'Sehemu moja ya Safiri haijibu. Viti ulivyowekewa na pesa ulizolipa viko salama. Tafadhali jaribu tena baada ya dakika moja.',
  'error.foreign-form': 'Fomu hii haikutumwa kutoka kwenye kurasa zetu.',
  'error.bug.title': 'Kuna kitu kimeenda vibaya upande wetu',
  'error.bug.body': 'Tatizo limeripotiwa. Viti ulivyowekewa na pesa ulizolipa viko salama.',
};
