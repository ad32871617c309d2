import type { voucher as en } from '../en/voucher.ts';
import type { Translation } from '../translation.ts';

export const voucher: Translation<typeof en> = {
  'voucher.title': 'Voucher cyangwa krediti',
  'voucher.code': 'Kode ya voucher',
  'voucher.code.hint': 'Inyuguti n’imibare cumi na bitandatu. Ibyo idahagije kwishyura ubyishyura hasi.',
  'voucher.use': 'Koresha iyi voucher',
  'voucher.use-own': 'Koresha krediti yawe ya {remaining}, imara kugeza {until}',
  'voucher.take-off': 'Ntukoreshe voucher yishyura {amount}',
  'voucher.pays': 'Byishyuwe na voucher',
  'voucher.left': 'Asigaye kwishyurwa',
  'voucher.covered': 'Voucher zawe zishyura byose. Nta gisigaye cyo kwishyura.',
  'voucher.book': 'Gura ubu',
  'voucher.error.short': 'Kode igira inyuguti n’imibare cumi na bitandatu. Yandike uko yacapwe.',
  'refusal.voucher-unknown': 'Nta voucher tuzi ifite iyi kode. Yigereranye n’iyacapwe.',
  'refusal.voucher-expired': 'Igihe cy’iyi voucher cyarangiye.',
  'refusal.voucher-empty': 'Nta gisigaye kuri iyi voucher.',
  'refusal.voucher-not-for-this':
    'Iyi voucher ni iy’indi sosiyete cyangwa andi mafaranga, cyangwa igiciro cyamaze kwishyurwa.',
  'refusal.too-many-vouchers': 'Komande yishyurwa na voucher zitarenga enye.',
  'refusal.too-many-codes':
    'Kode nyinshi cyane zirageragezwa zivuye ku muyoboro wawe. Ongera ugerageze nyuma y’umunota.',
  'refusal.payment-under-way': 'Hari ubwishyu bw’iyi komande bukiri mu nzira. Tegereza burangire.',
  'refusal.order-not-covered': 'Hari igice cy’iyi komande kitarishyurwa.',
};
