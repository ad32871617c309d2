import type { waitingList as en } from '../en/waiting-list.ts';
import type { Translation } from '../translation.ts';

export const waitingList: Translation<typeof en> = {
  'waiting-list.link': 'Jiunge na orodha ya kusubiri',
  'waiting-list.link.of': 'ya basi la {time} la {company}',
  'waiting-list.full.title': 'Viti vyote vimechukuliwa kwenye sehemu hii ya safari.',
  'waiting-list.few.title': 'Viti havitoshi kwenu nyote?',
  'waiting-list.invitation': 'Viti vikipatikana, aliyesubiri muda mrefu zaidi hupewa kwanza.',

  'waiting-list.join.title': 'Subiri viti kutoka {from} kwenda {to}',
  'waiting-list.join.lead':
    'Viti vikipatikana, tunakuwekea na kukutumia ujumbe. Kisha una dakika chache za kulipa. Kusubiri ni bure.',
  'waiting-list.seats': 'Viti vingapi?',
  'waiting-list.seats.hint': '1 hadi 8. Utapewa vyote pamoja.',
  'waiting-list.contact': 'Tukuarifu wapi?',
  'waiting-list.submit': 'Subiri viti',
  'waiting-list.back': 'Rudi kwenye viti',
  'waiting-list.error.seats': 'Andika nambari kutoka 1 hadi 8.',
  'waiting-list.error.contact': 'Toa nambari ya simu au barua pepe, ili ujumbe ukufikie.',
  'waiting-list.error.available': 'Viti hivyo vyote viko wazi sasa hivi. Vichague kabla ya mtu mwingine.',
  'waiting-list.error.already': 'Tayari unasubiri viti kwenye sehemu hii ya safari.',
  'waiting-list.error.many-lines': 'Tayari unasubiri safari kadhaa. Kwanza toka kwenye mojawapo ya orodha hizo.',
  'waiting-list.error.full': 'Watu wengi mno tayari wanasubiri basi hili. Tafadhali tafuta lingine.',

  'waiting-list.place.title':
    '{place, plural, =1 {Wewe ni wa kwanza kwenye foleni} other {Wewe ni wa {place} kwenye foleni}}',
  'waiting-list.place.body':
    'Unasubiri {seats, plural, one {kiti kimoja. Tutakuarifu kwa {contact} mara tu tutakapoweza kukuwekea} other {viti #. Tutakuarifu kwa {contact} mara tu tutakapoweza kukuwekea}}. Unaweza kufunga ukurasa huu.',
  'waiting-list.offered.title': '{seats, plural, one {Kiti chako kimepatikana} other {Viti vyako vimepatikana}}',
  'waiting-list.offered.body':
    '{seats, plural, one {Tumekuwekea kiti} other {Tumekuwekea viti}} hadi {time}. Baada ya hapo anayefuata ndiye anayechagua.',
  'waiting-list.offered.take': 'Chukua {seats, plural, one {kiti} other {viti}}',
  'waiting-list.taken.title': '{seats, plural, one {Kiti ni chako} other {Viti ni vyako}}',
  'waiting-list.taken.body': 'Umelipa. Tiketi zimetumwa kwako.',
  'waiting-list.withdrawn.title': 'Umetoka kwenye orodha ya kusubiri',
  'waiting-list.over.title': 'Husubiri tena',
  'waiting-list.over.body': 'Ama basi limeondoka au halisafiri, ama ulikuwa umewekewa viti na havikulipwa kwa wakati.',
  'waiting-list.leave': 'Toka kwenye orodha ya kusubiri',
  'waiting-list.leave.offer': '{seats, plural, one {Sikitaki} other {Sivitaki}}',
  'waiting-list.again': 'Angalia basi hili tena',
};
