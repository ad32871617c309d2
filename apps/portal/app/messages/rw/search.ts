import type { search as en } from '../en/search.ts';
import type { Translation } from '../translation.ts';

export const search: Translation<typeof en> = {
  'search.label': 'Shaka bisi',
  'search.from': 'Aho uva',
  'search.to': 'Aho ujya',
  'search.from.example': 'Umujyi cyangwa aho bisi ihagarara',
  'search.to.example': 'Umujyi cyangwa aho bisi ihagarara',
  'search.from.which': 'Uva kuri “{text}” iyihe?',
  'search.to.which': 'Ujya kuri “{text}” iyihe?',
  'search.date': 'Itariki',
  'search.submit': 'Shaka bisi',
  'search.suggestions': 'Ahantu',
  'search.suggestions.count':
    '{count, plural, one {Habonetse ahantu hamwe} other {Habonetse ahantu #}}. Koresha utwambi two ku mwandikisho.',
  'search.kind.station': 'Gare',
  'search.kind.stop': 'Aho bisi ihagarara',
  'search.choose.title': 'Ushaka kuvuga hehe?',
  'search.choose.lead': 'Ahantu henshi hitwa gutya.',
  'search.again.title': 'Shaka bisi',
  'search.error.place-unknown':
    'Nta hantu bisi ihagarara tuzi hitwa “{text}”. Reba niba byanditse neza, cyangwa wandike inyuguti zibanza gusa.',
  'search.error.place-missing': 'Andika umujyi cyangwa aho bisi ihagarara.',
  'search.error.place-gone': 'Nta bisi igihagarara aho. Ongera uhitemo ahantu.',
  'search.error.same-place': 'Hitamo ahantu habiri hatandukanye.',
  'search.error.date': 'Hitamo umunsi uri kuri kalendari.',

  'results.title': '{from} – {to}',
  'results.title.unnamed': 'Bisi z’uyu munsi wahisemo',
  'results.days': 'Indi minsi',
  'results.day-before': 'Umunsi ubanza',
  'results.day-after': 'Umunsi ukurikira',
  'results.change': 'Hindura ibyo ushaka',
  'results.none.title': 'Nta bisi iri kuri uwo munsi',
  'results.none.body':
    'Nta sosiyete iri kuri Safiri ijya hagati y’aho hantu kuri uwo munsi. Gerageza undi munsi cyangwa umujyi munini uri hafi.',
  'results.none.next': 'Reba {date}',

  'offer.heading': '{time}, {company}, {fare}',
  'offer.left': 'Yagiye',
  'offer.seats': '{count, plural, =0 {Yuzuye} one {Hasigaye intebe 1} other {Hasigaye intebe #}}',
  'offer.choose': 'Hitamo intebe',
  'offer.choose.of': 'muri bisi ya {time} ya {company}',

  'stretch.departs': 'Ihaguruka',
  'stretch.arrives': 'Igera',
  'stretch.duration': '{hours, plural, =0 {} other {amasaha # }}iminota {minutes}',
  'stretch.stops-between': '{count, plural, =0 {Ntihagarara} one {Ihagarara 1} other {Ihagarara #}}',
};
