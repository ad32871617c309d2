import type { seats as en } from '../en/seats.ts';
import type { Translation } from '../translation.ts';

export const seats: Translation<typeof en> = {
  'steps.label': 'Intambwe zigeza ku itike yawe',
  'steps.seats': 'Intebe',
  'steps.passengers': 'Amazina',
  'steps.payment': 'Kwishyura',
  'steps.ticket': 'Itike',

  'trip.eyebrow': '{company} · {day}',
  'trip.title': '{from} – {to}',
  'trip.fare': 'Intebe imwe',
  'trip.stops': 'Aho bisi ihagarara mu nzira',
  'trip.left.title': 'Iyi bisi yagiye.',
  'trip.cancelled.title': 'Sosiyete yahagaritse uru rugendo.',
  'trip.search-again': 'Shaka indi bisi',

  'seats.legend': 'Hitamo intebe zawe',
  'seats.hint': 'Intebe zitarenga 8. Urazibikirwa iminota 10.',
  'seats.front': 'Imbere ha bisi',
  'seats.front.deck': 'Igorofa {deck}, imbere',
  'seats.row': 'Umurongo {row}',
  'seats.seat': 'Intebe {label}',
  'seats.taken': 'yafashwe',
  'seats.for-women': 'iy’abagore bagenda bonyine',
  'seats.accessible': 'yorohereza abafite ubumuga',
  'seats.door': 'Umuryango',
  'seats.wc': 'WC',
  'seats.legend.free': 'Irimo ubusa',
  'seats.legend.chosen': 'Iyawe',
  'seats.legend.taken': 'Yafashwe',
  'seats.legend.for-women': 'Iy’abagore bagenda bonyine',
  'seats.alone': 'Ndi umugore ugenda wenyine',
  'seats.alone.hint': 'Iyi sosiyete igurisha intebe yegereye umugore ugenda wenyine ku bagore gusa.',
  'seats.alone.show': 'Nyereka intebe zanjye',
  'seats.classes': 'Ibyiciro biri muri iyi bisi: {classes}. Intebe zose zigura kimwe kuri uru rugendo.',
  'seats.none-yet': 'Nta ntebe urahitamo',
  'seats.chosen': '{count, plural, one {Intebe} other {Intebe #:}} {seats}',
  'seats.both-ways': 'kugenda no kugaruka',
  'seats.hold': 'Bika intebe',
  'seats.holding': 'Turazibika…',
  'seats.error.none': 'Hitamo nibura intebe imwe.',
  'seats.error.too-many': 'Komande imwe ntirenza intebe 8.',
  'seats.error.lost': 'Hari undi wagutanze.',
  'seats.error.full': 'Hari undi wafashe intebe ya nyuma.',
  'seats.error.earlier-hold': 'Igihe wari warabikiwe izi ntebe cyarangiye. Ongera ukande “Bika intebe”.',
  'seats.lost.here':
    '{count, plural, one {Intebe {seats} imaze gufatwa} other {Intebe {seats} zimaze gufatwa}}. Hitamo izindi.',
  'seats.lost.for-women':
    '{count, plural, one {Intebe {seats} ubu ni iy’abagore} other {Intebe {seats} ubu ni iz’abagore}} bagenda bonyine. Hitamo izindi.',
  'seats.lost.instead':
    '{count, plural, one {Fata intebe {seats} mu mwanya wayo} other {Fata intebe {seats} mu mwanya wazo}}',
  'seats.lost.kept':
    '{count, plural, one {Indi ntebe wahisemo, {seats}, iracyarimo ubusa kandi iracyahiswemo} other {Izindi ntebe wahisemo, {seats}, ziracyarimo ubusa kandi ziracyahiswemo}}.',
  'seats.lost.outbound':
    'Mu kugenda, {count, plural, one {intebe {seats} imaze gufatwa} other {intebe {seats} zimaze gufatwa}}.',
  'seats.lost.outbound.instead':
    'Mu kugenda, {count, plural, one {fata intebe {seats} mu mwanya wayo} other {fata intebe {seats} mu mwanya wazo}}',
  'seats.lost.outbound.link': 'Ongera uhitemo',
  'seats.full.outbound':
    'Mu kugenda, intebe zose zafashwe. Iyo intebe zibonetse, zihabwa mbere uwategereje igihe kirekire.',
  'seats.retry.waits':
    'Iyi paji irongera igerageze ubwayo nyuma {seconds, plural, one {y’isegonda} other {y’amasegonda #}}, keretse uhisemo ikindi.',
  'seats.lost.free-again': 'Intebe zongeye kubamo ubusa. Ongera ukande “Bika intebe”.',

  'seats.live.taken': '{count, plural, one {Intebe {seats} imaze gufatwa} other {Intebe {seats} zimaze gufatwa}}.',
  'seats.live.freed':
    '{count, plural, one {Intebe {seats} yongeye kubamo ubusa} other {Intebe {seats} zongeye kubamo ubusa}}.',
  'seats.live.broken': 'Ibyo ubona hano si iby’aka kanya. Iyi paji ikomeza kureba ubwayo.',
  'seats.live.closed':
    'Nta ntebe y’iyi bisi iri kugurishwa muri aka kanya, bityo ibyo ubona hano si iby’aka kanya. Iyi paji ikomeza kureba ubwayo.',

  'return.add': 'Ongeraho urugendo rwo kugaruka',
  'return.hint': 'Banza uhitemo intebe zawe hejuru. Hanyuma ushake bisi yo kugaruka, wishyurire byombi hamwe.',
  'return.date': 'Kugaruka ku wa',
  'return.search': 'Shaka bisi yo kugaruka',
  'return.eyebrow': 'Urugendo rwo kugaruka',
  'return.outbound': 'Urugendo rwo kugenda',
  'return.outbound.route': 'Urugendo rwo kugenda: {from} – {to}',
  'return.outbound.detail': '{day} saa {time} · {count, plural, one {intebe} other {intebe}} {seats}',
  'return.outbound.not-held': 'Ntizirabikwa: kugenda no kugaruka bibikwa icyarimwe iyo uhisemo intebe zo kugaruka.',
  'return.drop': 'Genda udateganyije kugaruka',
};
