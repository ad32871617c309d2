import type { privacy as en } from '../en/privacy.ts';
import type { Translation } from '../translation.ts';

export const privacy: Translation<typeof en> = {
  'privacy.title': 'Amakuru yawe',
  'privacy.lead': 'Ibikubitsweho, igihe bimara, n’uko wabijyana cyangwa ukabisibisha.',
  'privacy.data.title': 'Bijyane',
  'privacy.data.lead':
    'Konti yawe, komande, abagenzi, amatike, ubwishyu, inyemezabwishyu, ubutumwa n’aho itike yasikanwe.',
  'privacy.staff':
    'Iyi ni konti y’umukozi. Sosiyete yawe ni yo iyihagarika: nimara guhagarika akazi kawe, uzashobora kuyisiba ubwawe. Ibyo wakoreye sosiyete biguma mu bitabo byayo.',
  'privacy.prove': 'Erekana ko ari wowe',
  'privacy.prove.lead':
    'Kugira ngo tumenye ko ari wowe, turagusaba ijambo ry’ibanga cyangwa kode. Bimara iminota icumi.',
  'privacy.data.staff':
    'Konti yawe, aho winjiriye, inshingano n’uburenganzira, ubutumire, n’ubutumwa twakoherereje. Ibyo wagurishije ni ibya sosiyete kandi bivuga abakiriya bayo, ntibirimo.',
  'privacy.data.json': 'Manura nka dosiye imwe (JSON)',
  'privacy.data.csv': 'Manura nk’imbonerahamwe (CSV muri zip)',

  'privacy.kept.title': 'Ibibikwa, n’igihe bimara',
  'privacy.kept.accounts': 'Konti yawe',
  'privacy.kept.past-sessions': 'Mushakisha winjiriyeho, nyuma yo gusohoka',
  'privacy.kept.guests': 'Gusura nta konti, nyuma y’ubwa nyuma',
  'privacy.kept.unpaid-orders': 'Komande zitishyuwe',
  'privacy.kept.waiting-lists': 'Imyanya ku ntonde z’abategereje, nyuma yo kurangira',
  'privacy.kept.names': 'Amazina, telefoni na imeyili byo ku itike, nyuma y’urugendo',
  'privacy.kept.bookings': 'Amatike atariho amazina: urugendo, intebe, amafaranga',
  'privacy.kept.payers': 'Nomero za telefoni zishyuye, nyuma yo kwishyura',
  'privacy.kept.receipts': 'Ubwishyu, ayasubijwe n’inyemezabwishyu, nta mazina',
  'privacy.kept.scans': 'Aho itike yawe yasikanwe ku muryango',
  'privacy.kept.messages': 'Ubutumwa twakoherereje',
  'privacy.kept.days': '{count, plural, one {umunsi umwe} other {iminsi #}}',
  'privacy.kept.no-end': 'kugeza ubisibye, cyangwa igihe cyose amategeko asaba ibitabo by’ibaruramari',

  'privacy.erase.title': 'Bisibe',
  'privacy.erase.goes':
    'Konti yawe irarangira. Amazina, nomero za telefoni, imeyili, ubutumwa n’urutonde rwa mushakisha zawe birasibwa, ahantu hose kandi burundu. Urasohoka, kandi ntushobora kongera kwinjira.',
  'privacy.erase.stays':
    'Ibyo amasosiyete agomba kubika mu bitabo byayo birasigara, utabirimo: ingendo, intebe, amafaranga, ayasubijwe n’inyemezabwishyu zifite nomero.',
  'privacy.erase.waits':
    '{count, plural, =0 {Bitangira ako kanya.} one {Bitangira nyuma y’umunsi umwe; mbere yaho ushobora kubihagarika.} other {Bitangira nyuma y’iminsi #; mbere yaho ushobora kubihagarika.}}',
  'privacy.erase.understood': 'Ndumva ko bidashobora gusubizwa inyuma',
  'privacy.erase.give-up-vouchers': 'Nemeye guhara voucher zanjye',
  'privacy.erase.submit': 'Siba amakuru yanjye',
  'privacy.erase.call-off': 'Gumana amakuru yanjye',
  'privacy.error.understood': 'Emeza ko wumva ko bidashobora gusubizwa inyuma.',
  'privacy.erasure.waiting': 'Amakuru yawe azasibwa ku wa {day}.',
  'privacy.erasure.held-up':
    'Amakuru yawe yagombaga gusibwa ku wa {day}. Hari icyari kitararangira: birakomeza nikirangira.',
  'privacy.erasure.started': 'Amakuru yawe arimo gusibwa.',
  'privacy.obstacles.title': 'Ibitararangira',
  'privacy.obstacle.trip-ahead': 'Urugendo rutararangira:',
  'privacy.obstacle.order-open': 'Intebe wabikiwe:',
  'privacy.obstacle.payment-open': 'Ubwishyu butaramenyekana:',
  'privacy.obstacle.refund-owed': 'Amafaranga ari mu nzira akugarukira:',
  'privacy.obstacle.voucher-left': 'Voucher igifite agaciro:',
  'refusal.erasure-not-possible': 'Hari ikitararangira. Reba hasi icyo ari cyo.',
  'refusal.erasure-started': 'Gusiba byatangiye kandi ntibishobora guhagarikwa.',
};
