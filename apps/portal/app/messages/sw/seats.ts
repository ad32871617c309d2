import type { seats as en } from '../en/seats.ts';
import type { Translation } from '../translation.ts';

export const seats: Translation<typeof en> = {
  'steps.label': 'Hatua hadi tiketi yako',
  'steps.seats': 'Viti',
  'steps.passengers': 'Majina',
  'steps.payment': 'Malipo',
  'steps.ticket': 'Tiketi',

  'trip.eyebrow': '{company} · {day}',
  'trip.title': 'Kutoka {from} kwenda {to}',
  'trip.fare': 'Kila kiti',
  'trip.stops': 'Vituo vya njiani',
  'trip.left.title': 'Basi hili limeondoka.',
  'trip.cancelled.title': 'Kampuni imefuta safari hii.',
  'trip.search-again': 'Tafuta basi lingine',

  'seats.legend': 'Chagua viti vyako',
  'seats.hint': 'Hadi viti 8. Utawekewa kwa dakika 10.',
  'seats.front': 'Mbele ya basi',
  'seats.front.deck': 'Ghorofa {deck}, mbele',
  'seats.row': 'Safu {row}',
  'seats.seat': 'Kiti {label}',
  'seats.taken': 'kimechukuliwa',
  'seats.for-women': 'cha wanawake wanaosafiri peke yao',
  'seats.accessible': 'kinafikika kwa wenye ulemavu',
  'seats.door': 'Mlango',
  'seats.wc': 'Choo',
  'seats.legend.free': 'Kiko wazi',
  'seats.legend.chosen': 'Chako',
  'seats.legend.taken': 'Kimechukuliwa',
  'seats.legend.for-women': 'Cha wanawake wanaosafiri peke yao',
  'seats.alone': 'Mimi ni mwanamke ninayesafiri peke yangu',
  'seats.alone.hint': 'Kampuni hii huuza kiti kilicho kando ya mwanamke anayesafiri peke yake kwa wanawake tu.',
  'seats.alone.show': 'Onyesha viti vyangu',
  'seats.classes': 'Madaraja kwenye basi hili: {classes}. Viti vyote vina bei moja kwa safari hii.',
  'seats.none-yet': 'Bado hujachagua kiti',
  'seats.chosen': '{count, plural, one {Kiti} other {Viti #:}} {seats}',
  'seats.both-ways': 'kwenda na kurudi',
  'seats.hold': 'Weka viti',
  'seats.holding': 'Tunaweka…',
  'seats.error.none': 'Chagua angalau kiti kimoja.',
  'seats.error.too-many': 'Agizo moja lina viti visivyozidi 8.',
  'seats.error.lost': 'Mtu mwingine amekutangulia.',
  'seats.error.full': 'Mtu mwingine amechukua kiti cha mwisho.',
  'seats.error.earlier-hold': 'Muda wa viti ulivyowekewa umekwisha. Bonyeza “Weka viti” tena.',
  'seats.lost.here':
    '{count, plural, one {Kiti {seats} kimechukuliwa} other {Viti {seats} vimechukuliwa}} sasa. Tafadhali chagua vingine.',
  'seats.lost.for-women':
    '{count, plural, one {Kiti {seats} sasa ni cha} other {Viti {seats} sasa ni vya}} wanawake wanaosafiri peke yao. Tafadhali chagua vingine.',
  'seats.lost.instead': 'Chukua {count, plural, one {kiti {seats}} other {viti {seats}}} badala yake',
  'seats.lost.kept':
    '{count, plural, one {Kiti kingine ulichochagua, {seats}, bado kiko wazi na bado kimechaguliwa} other {Viti vingine ulivyochagua, {seats}, bado viko wazi na bado vimechaguliwa}}.',
  'seats.lost.outbound':
    'Wakati wa kwenda, {count, plural, one {kiti {seats} kimechukuliwa} other {viti {seats} vimechukuliwa}} sasa.',
  'seats.lost.outbound.instead':
    'Wakati wa kwenda, chukua {count, plural, one {kiti {seats}} other {viti {seats}}} badala yake',
  'seats.lost.outbound.link': 'Chagua tena',
  'seats.full.outbound':
    'Wakati wa kwenda, viti vyote vimechukuliwa sasa. Viti vikipatikana, aliyesubiri muda mrefu zaidi hupewa kwanza.',
  'seats.retry.waits':
    'Ukurasa huu utajaribu tena wenyewe baada ya {seconds, plural, one {sekunde moja} other {sekunde #}}, usipochagua vingine.',
  'seats.lost.free-again': 'Viti viko wazi tena sasa. Bonyeza “Weka viti” mara moja tena.',

  'seats.live.taken': '{count, plural, one {Kiti {seats} kimechukuliwa} other {Viti {seats} vimechukuliwa}} sasa hivi.',
  'seats.live.freed': '{count, plural, one {Kiti {seats} kiko wazi} other {Viti {seats} viko wazi}} tena.',
  'seats.live.broken': 'Unachoona hapa si cha sasa hivi. Ukurasa huu unaendelea kuangalia wenyewe.',
  'seats.live.closed':
    'Hakuna kiti cha basi hili kinachouzwa kwa sasa, kwa hiyo unachoona hapa si cha sasa hivi. Ukurasa huu unaendelea kuangalia wenyewe.',

  'return.add': 'Ongeza safari ya kurudi',
  'return.hint': 'Kwanza chagua viti vyako hapo juu. Kisha utatafuta basi la kurudi na kulipia vyote pamoja.',
  'return.date': 'Kurudi tarehe',
  'return.search': 'Tafuta basi la kurudi',
  'return.eyebrow': 'Safari ya kurudi',
  'return.outbound': 'Safari yako ya kwenda',
  'return.outbound.route': 'Safari yako ya kwenda: {from} hadi {to}',
  'return.outbound.detail': '{day} saa {time} · {count, plural, one {kiti} other {viti}} {seats}',
  'return.outbound.not-held': 'Bado hazijawekwa: safari zote mbili huwekwa pamoja unapochagua viti vya kurudi.',
  'return.drop': 'Nenda bila safari ya kurudi',
};
