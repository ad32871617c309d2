import type { voucher as en } from '../en/voucher.ts';
import type { Translation } from '../translation.ts';

export const voucher: Translation<typeof en> = {
  'voucher.title': 'Vocha au salio',
  'voucher.code': 'Msimbo wa vocha',
  'voucher.code.hint': 'Herufi na tarakimu kumi na sita. Kisicholipwa nayo, unalipa hapa chini.',
  'voucher.use': 'Tumia vocha hii',
  'voucher.use-own': 'Tumia salio lako la {remaining}, linalotumika hadi {until}',
  'voucher.take-off': 'Usitumie vocha inayolipa {amount}',
  'voucher.pays': 'Imelipwa kwa vocha',
  'voucher.left': 'Kilichobaki kulipa',
  'voucher.covered': 'Vocha zako zinalipa kila kitu. Hakuna kilichobaki kulipa.',
  'voucher.book': 'Thibitisha sasa',
  'voucher.error.short': 'Msimbo una herufi na tarakimu kumi na sita. Uandike kama ulivyochapishwa.',
  'refusal.voucher-unknown': 'Hatujui vocha yenye msimbo huu. Tafadhali ulinganishe na uliochapishwa.',
  'refusal.voucher-expired': 'Muda wa vocha hii umekwisha.',
  'refusal.voucher-empty': 'Hakuna kilichobaki kwenye vocha hii.',
  'refusal.voucher-not-for-this': 'Vocha hii ni ya kampuni nyingine au sarafu nyingine, au nauli zimeshalipwa.',
  'refusal.too-many-vouchers': 'Agizo hulipwa kwa vocha nne tu zaidi.',
  'refusal.too-many-codes':
    'Misimbo mingi sana inajaribiwa kutoka mtandao wako. Tafadhali jaribu tena baada ya dakika moja.',
  'refusal.payment-under-way': 'Malipo ya agizo hili yanaendelea. Tafadhali subiri yaishe.',
  'refusal.order-not-covered': 'Sehemu ya agizo hili bado haijalipwa.',
};
