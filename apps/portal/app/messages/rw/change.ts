import type { change as en } from '../en/change.ts';
import type { Translation } from '../translation.ts';

export const change: Translation<typeof en> = {
  'change.open': 'Hindura intebe',
  'change.tickets.title': 'Ni iyihe tike ihabwa indi ntebe?',
  'change.tickets.lead': 'Indi ntebe yo muri bisi imwe ni ubuntu. Niba ushaka indi bisi, hagarika itike wongere ugure.',
  'change.none.title': 'Nta ntebe igishobora guhindurwa',
  'change.none.body': 'Aya matike yahagaritswe, cyangwa bisi yayo yagiye.',
  'change.seat.title': 'Indi ntebe mu mwanya wa {seat}',
  'change.seat.lead': 'Ugumana intebe yawe kugeza ubonye indi. Ubwo kode y’itike yawe iba nshya.',
  'change.seat.legend': 'Hitamo intebe yawe nshya',
  'change.seat.submit': 'Fata iyi ntebe mu mwanya wayo',
  'change.seat.keep': 'Gumana intebe {seat}',
  'change.done.title': 'Ubu ufite indi ntebe',
  'change.done.body': 'Kode ya kera ntigikora, kabone n’iyo yaba yaracapwe cyangwa ibitswe nk’ifoto.',

  'change.error.none': 'Hitamo intebe irimo ubusa.',
  'change.error.taken': 'Iyi ntebe ntikiboneka. Uracyafite iyawe: hitamo indi, cyangwa uyigumane.',
  'change.error.full': 'Nta yindi ntebe isigaye muri iyi bisi. Uracyafite iyawe.',
  'change.error.plainer': 'Iyi ntebe ni iy’icyiciro kiri munsi y’icyawe. Hitamo imeze nka yo cyangwa iyiruta.',
  'change.error.often': 'Intebe y’iyi tike yahinduwe inshuro eshanu. Iguma uko iri.',
  'change.error.boarded': 'Hari uwinjiye mu modoka akoresheje iyi tike, intebe yayo iguma uko iri.',
  'change.error.cancelled': 'Iyi tike yahagaritswe.',
  'change.error.since': 'Intebe y’iyi tike yahinduwe nyuma y’uko ufungura iyi paji. Yirebe wongere uhitemo.',
};
