import type { ticket as en } from '../en/ticket.ts';
import type { Translation } from '../translation.ts';

export const ticket: Translation<typeof en> = {
  'ticket.title': '{count, plural, one {Tiketi yako} other {Tiketi zako #}}',
  'ticket.lead': 'Onyesha msimbo mlangoni.',
  'ticket.passenger': 'Abiria wa {number}',
  'ticket.seat': 'Kiti',
  'ticket.class': 'Daraja',
  'ticket.fare': 'Nauli',
  'ticket.short-code': 'Msimbo',
  'ticket.route': 'Njia',
  'ticket.company-phone': 'Piga simu kwa kampuni',
  'ticket.qr': 'Msimbo wa tiketi kwa ajili ya ukaguzi',
  'ticket.bright': 'Ongeza mwangaza wa skrini yako.',
  'ticket.code-text': 'Msimbo kama maandishi',
  'ticket.being-made.title': 'Msimbo wako unatengenezwa',
  'ticket.being-made.body': 'Kiti chako kimelipiwa na ni chako. Ukurasa huu utaonyesha msimbo hivi punde, wenyewe.',
  'ticket.cancelled': 'Tiketi hii imefutwa',
  'ticket.all-cancelled': 'Nafasi hii imefutwa.',
  'ticket.not-paid': 'Tiketi hizi bado hazijalipiwa.',
  'ticket.unallocated': 'Viti vilikuwa vimekwisha malipo yalipofika. Unarudishiwa pesa zako.',
  'ticket.other-seats.title': 'Malipo yako yalichelewa: una viti vingine',
  'ticket.other-seats.instead': '{count, plural, one {Kiti} other {Viti}} {seats} badala ya {ordered}, kwa bei ileile.',
  'ticket.other-seats.choose':
    'Ukivikubali, huhitaji kufanya chochote. Visipokufaa, unaweza kurudisha vyote hadi {time}, {day}, na kurudishiwa {total} zote, bila ada.',
  'ticket.other-seats.give-back': 'Rudisha vyote',
  'ticket.other-seats.given-back':
    'Umerudisha vyote. {total} zako zote zinarudi zilikolipwa; huhitaji kufanya chochote.',
  'ticket.no-code': 'Hakuna msimbo wa kiti hiki.',
  'ticket.conditions': 'Mambo ya kujua',
  'ticket.conditions.once': 'Kila msimbo humruhusu abiria mmoja kupanda mara moja, kwenye basi hili na siku hii.',
  'ticket.conditions.early': 'Fika kituoni kabla ya wakati wa kuondoka. Saa ni za mahali husika.',
  'ticket.conditions.change':
    'Kampuni iliyotajwa kwenye tiketi ndiyo inayoendesha basi na kujibu maswali kuhusu safari.',
  'ticket.receipts': 'Risiti',
  'ticket.receipt': 'Risiti {number} ya {company} (PDF)',
  'ticket.credit-note': 'Hati ya marejesho {number} ya {company} (PDF)',
  'ticket.print': 'Chapisha au hifadhi kama PDF',
  'ticket.link': 'Yeyote mwenye anwani ya ukurasa huu anaweza kutumia tiketi hizi. Wape wanaosafiri tu.',

  'my-tickets.guest': 'Tiketi zilizonunuliwa kwenye kifaa hiki. Ingia ili uone zile za akaunti yako.',
  'my-tickets.none.title': 'Bado hakuna tiketi',
  'my-tickets.none.body':
    'Tiketi unazonunua huonekana hapa. Kama ulinunua kwenye kifaa kingine, fungua kiungo kilicho kwenye ujumbe uliopata.',
  'my-tickets.search': 'Tafuta basi',
  'my-tickets.show': 'Onyesha tiketi za {reference}',
  'my-tickets.older': 'Tiketi za zamani',
  'my-tickets.cancelled': 'imefutwa',
};
