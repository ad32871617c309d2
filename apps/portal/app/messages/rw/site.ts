import type { site as en } from '../en/site.ts';
import type { Translation } from '../translation.ts';

export const site: Translation<typeof en> = {
  'site.name': 'Safiri',
  'site.footer': 'Safiri igurisha intebe z’amasosiyete menshi ya bisi. Sosiyete yanditse ku itike yawe ni yo ikutwara.',
  'site.scheme.label': 'Uko paji isa',
  'site.scheme.system': 'Nk’iki gikoresho',
  'site.scheme.light': 'Yera',
  'site.scheme.dark': 'Yijimye',

  'site.languages': 'Ururimi',

  'nav.label': 'Iby’ingenzi',
  'nav.skip': 'Jya ku birimo',
  'nav.my-tickets': 'Amatike yanjye',
  'nav.sign-in': 'Injira',
  'nav.sign-out': 'Sohoka',
  'nav.scan': 'Sikana',
  'nav.staff': 'Abakozi',

  'form.problem': '{count, plural, one {Hari ikintu kimwe ugomba gukosora} other {Hari ibintu # ugomba gukosora}}',

  'home.document-title': 'Safiri: amatike ya bisi muri Afurika y’Iburasirazuba',
  'home.open-order.title': 'Intebe zawe zibitswe kugeza {time}',
  'home.open-order.link': 'Komeza: {from} – {to}',
  'home.title': 'Ugiye he?',
  'home.lead': 'Hitamo intebe yawe, ishyura kuri telefoni, winjire ukoresheje kode.',
  'home.places.from': 'Uhagurukira he?',
  'home.places.to': 'Uvuye {from}: ugiye he?',
  'home.how': 'Uko bikorwa',
  'home.how.seat.title': 'Hitamo intebe yawe',
  'home.how.seat.body': 'Reba imbere muri bisi. Intebe zawe zibikwa iminota icumi mu gihe wishyura.',
  'home.how.pay.title': 'Ishyura na mobile money',
  'home.how.pay.body': 'Emeza ubutumwa bumwe kuri telefoni yawe. Nta konti cyangwa ikarita bikenewe.',
  'home.how.ride.title': 'Injira ukoresheje kode',
  'home.how.ride.body': 'Itike yawe iza kuri SMS cyangwa imeyili. Erekana kode yayo ku muryango.',

  'refusal.no-answer': 'Nta gisubizo twabonye, ntituzi niba byakunze. Ongera ukande: bibarwa rimwe gusa.',
  'refusal.unavailable': 'Ibi ntibikora muri aka kanya. Ongera ugerageze nyuma y’umunota.',
  'refusal.overloaded':
    'Abantu benshi cyane barasaba intebe muri aka kanya, kandi nta kirakorwa. Ongera ugerageze nyuma y’amasegonda make.',
  'refusal.in-flight': 'Icyo wasabye giheruka kiracyakorwa. Ongera ugerageze nyuma y’amasegonda make.',
  'refusal.trip-not-on-sale': 'Uru rugendo ntirukigurishwa.',
  'refusal.trip-departed': 'Iyi bisi yagiye.',
  'refusal.trip-twice': 'Kugenda no kugaruka biri ku rugendo rumwe. Hitamo indi bisi yo kugaruka.',
  'refusal.currency-mixed': 'Kugenda no kugaruka bigurishwa mu mafaranga atandukanye. Bigure kimwe kimwe.',
  'refusal.seat-unknown': 'Iyi bisi yahindutse. Ongera uhitemo intebe zawe.',
  'refusal.hold-expired': 'Igihe cyo kwishyura izi ntebe cyarangiye.',
  'refusal.order-not-held': 'Izi ntebe ntizikubikiwe.',
  'refusal.order-not-open': 'Iyi komande ntishobora kwishyurwa ukundi.',
  'refusal.method-not-available': 'Ubu buryo bwo kwishyura ntibushoboka kuri iyi komande.',
  'refusal.already-extended': 'Intebe zawe zigeze kongererwa igihe rimwe. Komeza mbere y’uko igihe kirangira.',
  'refusal.too-many-held':
    'Ufite intebe nyinshi ubikiwe zitarishyurwa. Ishyura zimwe cyangwa uzisubize, hanyuma uhitemo izindi.',
  'refusal.too-many-for-phone':
    'Iyi nomero ya telefoni imaze gusaba intebe nyinshi muri iyi bisi. Tanga indi nomero, cyangwa ubaze sosiyete niba muri itsinda.',
  'refusal.too-many-from-address':
    'Intebe nyinshi cyane zirasabwa zivuye ku muyoboro wawe. Ongera ugerageze nyuma y’umunota.',
  'refusal.too-many-sign-ins': 'Wagerageje kenshi. Tegereza iminota mike wongere ugerageze.',
  'refusal.too-many-requests': 'Ibisabwa icyarimwe bivuye aha ni byinshi. Ongera ugerageze nyuma y’umunota.',
  'refusal.challenge-needed':
    'Abantu benshi cyane barinjira bava ku muyoboro wawe. Mushakisha yawe irabanza gukora akazi gato gafata amasegonda make. Niba nta kibaye, ongera ugerageze nyuma y’umunota.',
  'refusal.unexpected': 'Hari ikitagenze neza. Ongera ugerageze.',

  'connection.lost.title': 'Nta murandasi uhari muri aka kanya',
  'connection.lost.page':
    'Ibyo wohereje bwa nyuma bishobora kuba byatugezeho cyangwa bitatugezeho. Nta cyo utakaje: intebe wabikiwe n’amafaranga wishyuye biratekanye, kandi nta cyishyuzwa kabiri. Iyi paji irakomeza ubwayo murandasi ikigaruka.',
  'connection.lost.again': 'Ongera ugerageze ubu',
  'error.home': 'Shaka bisi',
  'error.request-id': 'Nusaba ubufasha, vuga iyi nomero:',
  'error.not-found.title': 'Iyi paji ntibaho',
  'error.not-found.body':
    'Aderesi ishobora kuba yanditse nabi, cyangwa ari iya komande y’undi muntu. Amatike afungurwa na link iri mu butumwa wahawe.',
  'error.forbidden.title': 'Iyi konti ntibyemerewe',
  'error.forbidden.body':
    'Konti yawe ntiyemerewe gufungura iyi paji. Injira ukoresheje indi, cyangwa ubaze sosiyete yawe.',
  'error.unavailable.title': 'Ntidushobora kubyerekana muri aka kanya',
  'error.unavailable.body':
    'Hari igice cya Safiri kitarimo gusubiza. Intebe wabikiwe n’amafaranga wishyuye biratekanye. Ongera ugerageze nyuma y’umunota.',
  'error.foreign-form': 'Ibi ntibyoherejwe bivuye kuri imwe mu mapaji yacu.',
  'error.bug.title': 'Hari ikitagenze neza ku ruhande rwacu',
  'error.bug.body': 'Byamenyekanye. Intebe wabikiwe n’amafaranga wishyuye biratekanye.',
};
