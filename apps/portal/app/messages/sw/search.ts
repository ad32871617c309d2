import type { search as en } from '../en/search.ts';
import type { Translation } from '../translation.ts';

export const search: Translation<typeof en> = {
  'search.label': 'Tafuta basi',
  'search.from': 'Kutoka',
  'search.to': 'Kwenda',
  'search.from.example': 'Mji au kituo',
  'search.to.example': 'Mji au kituo',
  'search.from.which': 'Kutoka “{text}” ipi?',
  'search.to.which': 'Kwenda “{text}” ipi?',
  'search.date': 'Tarehe',
  'search.submit': 'Tafuta mabasi',
  'search.suggestions': 'Mahali',
  'search.suggestions.count':
    '{count, plural, one {Mahali pamoja pamepatikana} other {Mahali # pamepatikana}}. Tumia vitufe vya mishale.',
  'search.kind.station': 'Stendi',
  'search.kind.stop': 'Kituo',
  'search.choose.title': 'Unamaanisha mahali gani?',
  'search.choose.lead': 'Mahali zaidi ya pamoja pana jina hili.',
  'search.again.title': 'Tafuta basi',
  'search.error.place-unknown': 'Hatujui kituo kinachoitwa “{text}”. Angalia tahajia, au andika herufi za kwanza tu.',
  'search.error.place-missing': 'Andika mji au kituo.',
  'search.error.place-gone': 'Hakuna basi linalosimama hapo tena. Chagua mahali upya.',
  'search.error.same-place': 'Chagua mahali pawili tofauti.',
  'search.error.date': 'Chagua siku ya kalenda.',

  'results.title': 'Kutoka {from} kwenda {to}',
  'results.title.unnamed': 'Mabasi ya siku hii',
  'results.days': 'Siku nyingine',
  'results.day-before': 'Siku iliyotangulia',
  'results.day-after': 'Siku inayofuata',
  'results.change': 'Badilisha utafutaji',
  'results.none.title': 'Hakuna basi siku hii',
  'results.none.body':
    'Hakuna kampuni kwenye Safiri inayokwenda kati ya mahali hapa siku hii. Siku nyingine au mji mkubwa wa karibu huenda ukasaidia.',
  'results.none.next': 'Angalia {date}',

  'offer.heading': '{time}, {company}, {fare}',
  'offer.left': 'Limeondoka',
  'offer.seats': '{count, plural, =0 {Limejaa} one {Kiti 1 kimebaki} other {Viti # vimebaki}}',
  'offer.choose': 'Chagua viti',
  'offer.choose.of': 'kwenye basi la {time} la {company}',

  'stretch.departs': 'Kuondoka',
  'stretch.arrives': 'Kufika',
  'stretch.duration': '{hours, plural, =0 {} other {saa # }}dakika {minutes}',
  'stretch.stops-between': '{count, plural, =0 {Moja kwa moja} one {Kituo 1} other {Vituo #}}',
};
