import type { staffSupport as en } from '../en/staff-support.ts';
import type { Translation } from '../translation.ts';

export const staffSupport: Translation<typeof en> = {
  'support.title': 'Usaidizi',
  'support.lead.company':
    'Wafanyakazi wa jukwaa huona kampuni yako tu unapowaruhusu. Hawabadilishi chochote, na yote wanayosoma yako kwenye daftari lako la ukaguzi.',
  'support.lead.platform':
    'Ona kile ambacho kampuni huona, kwa idhini yake. Hubadilishi chochote, nayo husoma ulichokitazama.',
  'support.ask': 'Omba kampuni',
  'support.ask.company': 'Kampuni',
  'support.ask.reason': 'Kwa nini',
  'support.ask.reason.hint': 'Kampuni husoma hili: angalau herufi kumi.',
  'support.ask.send': 'Omba',
  'support.error.reason': 'Sema kwa sentensi moja kwa nini.',
  'support.none': 'Hakuna aliyeomba chochote.',
  'support.status.asked': 'Ameomba',
  'support.status.running': 'Anaiona kampuni sasa',
  'support.status.over': 'Imekwisha',
  'support.asked-at': 'Iliombwa {at}',
  'support.until': 'Hadi {until}',
  'support.minutes': 'Kwa muda gani',
  'support.minutes.choice':
    '{minutes, select, 30 {nusu saa} 60 {saa moja} 120 {saa mbili} 480 {saa nane} other {dakika {minutes}}}',
  'support.consent': 'Waruhusu waone',
  'support.refuse': 'Kataa',
  'support.end': 'Maliza sasa',
  'support.leave': 'Ondoka',
  'support.withdraw': 'Ondoa ombi',
  'support.open': 'Angalia daftari lake la ukaguzi',
  'support.bookings': 'Angalia nafasi zake',
  'bookings.title': 'Nafasi',
  'bookings.lead':
    'Tafuta nafasi kwa kumbukumbu ambayo abiria anaisoma. Unaona viti vya safari za kampuni hii tu.',
  'bookings.reference': 'Kumbukumbu',
  'bookings.find': 'Tafuta',
  'bookings.unknown': 'Hakuna nafasi yenye kumbukumbu hii hapa.',
  'bookings.no-name': 'Jina halikutolewa',
  'bookings.seat': 'Kiti {seat}',
  'bookings.cancelled': 'Imefutwa',
  'bookings.status.held': 'Imewekwa, haijalipwa',
  'bookings.status.checkout': 'Inasubiri pesa zake',
  'bookings.status.confirmed': 'Imethibitishwa',
  'bookings.status.cancelled': 'Imefutwa',
  'bookings.status.unallocated': 'Ililipwa viti vilipokuwa vimekwisha: pesa zinarudi',
  'bookings.status.released': 'Iliachwa kabla ya kulipwa',
  'bookings.status.expired': 'Haikulipwa kwa wakati',
};
