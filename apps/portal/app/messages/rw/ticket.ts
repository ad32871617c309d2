import type { ticket as en } from '../en/ticket.ts';
import type { Translation } from '../translation.ts';

export const ticket: Translation<typeof en> = {
  'ticket.title': '{count, plural, one {Itike yawe} other {Amatike yawe #}}',
  'ticket.lead': 'Erekana kode ku muryango.',
  'ticket.passenger': 'Umugenzi wa {number}',
  'ticket.seat': 'Intebe',
  'ticket.class': 'Icyiciro',
  'ticket.fare': 'Igiciro',
  'ticket.short-code': 'Kode',
  'ticket.route': 'Umurongo',
  'ticket.company-phone': 'Hamagara sosiyete',
  'ticket.qr': 'Kode y’itike yo gusikana',
  'ticket.bright': 'Ongera urumuri rwa ecran yawe.',
  'ticket.code-text': 'Kode mu nyandiko',
  'ticket.being-made.title': 'Kode yawe irategurwa',
  'ticket.being-made.body': 'Intebe yawe yishyuwe kandi ni iyawe. Iyi paji irerekana kode mu kanya, ubwayo.',
  'ticket.cancelled': 'Iyi tike yahagaritswe',
  'ticket.all-cancelled': 'Aya matike yose yahagaritswe.',
  'ticket.not-paid': 'Aya matike ntarishyurwa.',
  'ticket.unallocated': 'Ubwishyu bwaje intebe zarangiye. Urasubizwa amafaranga yawe.',
  'ticket.other-seats.title': 'Ubwishyu bwawe bwatinze: wahawe izindi ntebe',
  'ticket.other-seats.instead':
    '{count, plural, one {Intebe} other {Intebe}} {seats} mu mwanya wa {ordered}, ku giciro kimwe.',
  'ticket.other-seats.choose':
    'Niba uzigumanye, nta cyo usabwa gukora. Niba zitagushimishije, ushobora gusubiza byose bitarenze {time} ku wa {day}, ugasubizwa {total} yose nta kiguzi.',
  'ticket.other-seats.give-back': 'Subiza byose',
  'ticket.other-seats.given-back': 'Wasubije byose. {total} yawe yose asubira aho yaturutse; nta cyo usabwa gukora.',
  'ticket.no-code': 'Nta kode iyi ntebe ifite.',
  'ticket.conditions': 'Ibyo ukwiye kumenya',
  'ticket.conditions.once': 'Buri kode yinjiza umugenzi umwe rimwe, muri iyi bisi kuri uyu munsi.',
  'ticket.conditions.early': 'Gera aho bisi ihagarara mbere y’isaha yo guhaguruka. Amasaha ni ay’aho hantu.',
  'ticket.conditions.change': 'Sosiyete yanditse ku itike ni yo igutwara kandi isubiza ibibazo by’urugendo.',
  'ticket.receipts': 'Inyemezabwishyu',
  'ticket.receipt': 'Inyemezabwishyu {number} ya {company} (PDF)',
  'ticket.credit-note': 'Icyemezo cyo gusubizwa {number} cya {company} (PDF)',
  'ticket.print': 'Capa cyangwa ubike nka PDF',
  'ticket.link': 'Ufite aderesi y’iyi paji wese ashobora gukoresha aya matike. Yihe gusa abagenda.',

  'my-tickets.guest': 'Amatike yaguriwe kuri iki gikoresho. Injira urebe ayo kuri konti yawe.',
  'my-tickets.none.title': 'Nta matike urabona',
  'my-tickets.none.body':
    'Amatike ugura agaragara hano. Niba waraguriye ku kindi gikoresho, fungura link iri mu butumwa wahawe.',
  'my-tickets.search': 'Shaka bisi',
  'my-tickets.show': 'Erekana amatike ya {reference}',
  'my-tickets.older': 'Amatike ya kera',
  'my-tickets.cancelled': 'yahagaritswe',
};
