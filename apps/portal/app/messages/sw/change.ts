import type { change as en } from '../en/change.ts';
import type { Translation } from '../translation.ts';

export const change: Translation<typeof en> = {
  'change.open': 'Badilisha kiti',
  'change.tickets.title': 'Tiketi gani ipewe kiti kingine?',
  'change.tickets.lead': 'Kiti kingine cha basi hilohilo ni bure. Kwa basi lingine, futa na ununue tena.',
  'change.none.title': 'Hakuna kiti kinachoweza kubadilishwa tena',
  'change.none.body': 'Tiketi za nafasi hii zimefutwa, au basi lake limeondoka.',
  'change.seat.title': 'Kiti kingine badala ya {seat}',
  'change.seat.lead': 'Unabaki na kiti chako hadi upate kingine. Kisha msimbo wa tiketi yako unakuwa mpya.',
  'change.seat.legend': 'Chagua kiti chako kipya',
  'change.seat.submit': 'Chukua kiti hiki badala yake',
  'change.seat.keep': 'Baki na kiti {seat}',
  'change.done.title': 'Sasa una kiti kingine',
  'change.done.body': 'Msimbo wa zamani hautumiki tena, hata kama ulichapishwa au kuhifadhiwa kama picha.',

  'change.error.none': 'Chagua kiti kilicho wazi.',
  'change.error.taken': 'Kiti hiki hakipatikani tena. Bado una chako: chagua kingine, au baki nacho.',
  'change.error.full': 'Hakuna kiti kingine kilichobaki kwenye basi hili. Bado una chako.',
  'change.error.plainer': 'Kiti hiki ni cha daraja la chini kuliko chako. Chagua kizuri kama chako au zaidi.',
  'change.error.often': 'Kiti cha tiketi hii kimebadilishwa mara tano. Kinabaki kilivyo sasa.',
  'change.error.boarded': 'Mtu amepanda kwa tiketi hii, kwa hiyo kiti chake kinabaki kilivyo.',
  'change.error.cancelled': 'Tiketi hii imefutwa.',
  'change.error.since': 'Kiti cha tiketi hii kimebadilishwa tangu ufungue ukurasa huu. Kiangalie na uchague tena.',
};
