import type { refund as en } from '../en/refund.ts';
import type { Translation } from '../translation.ts';

export const refund: Translation<typeof en> = {
  'refunds.open': 'Futa au urudishiwe pesa',
  'refunds.choose.title': 'Unataka kufuta tiketi zipi?',
  'refunds.choose.lead': 'Unaona utakachorudishiwa kabla ya kufuta chochote.',
  'refunds.choose.seat': '{name}, kiti {seat}',
  'refunds.choose.nobody': 'Abiria',
  'refunds.choose.submit': 'Onyesha nitakachorudishiwa',
  'refunds.choose.error': 'Chagua angalau tiketi moja.',
  'refunds.choose.many': 'Chagua tiketi zisizozidi kumi na sita. Unaweza kufuta nyingine baadaye.',
  'refunds.none.title': 'Hakuna kilichobaki kufuta',
  'refunds.none.body': 'Tiketi zote za nafasi hii zimefutwa.',
  'refunds.back': 'Rudi kwenye tiketi',

  'refunds.quote.title': 'Unarudishiwa {total}',
  'refunds.quote.title.nothing': 'Hurudishiwi pesa',
  'refunds.quote.lead.nothing': 'Bado unaweza kumwachia mtu mwingine {count, plural, one {kiti} other {viti}}.',
  'refunds.quote.until': 'Ofa hii inadumu hadi {time}.',
  'refunds.quote.visible': 'Ofa hadi {time}',
  'refunds.quote.paid': 'Ulilipa',
  'refunds.quote.kept': 'Zinazobaki kwa {company}',
  'refunds.quote.returned': 'Unarudishiwa',
  'refunds.quote.total': 'Unarudishiwa jumla',
  'refunds.quote.way': 'Pesa zinarudi zilikolipwa, si kwa akaunti au nambari nyingine.',
  'refunds.credit.title': 'Au chukua {total} kama salio',
  'refunds.credit.body':
    'Salio hulipia viti vyako vijavyo kwa kampuni hiyohiyo, kwa mwaka mmoja. Utapewa unapolipa, kwenye akaunti au kivinjari ulichotumia kuweka nafasi.',
  'refunds.credit.confirm': 'Futa na uchukue salio la {total}',
  'refunds.credit.given.title': 'Una salio la {total}',
  'refunds.credit.given.lead':
    'Tiketi zako zimefutwa. Utapewa salio utakapolipia viti vyako vijavyo kwa kampuni hiyo, kwenye akaunti au kivinjari ulichotumia kuweka nafasi.',
  'refunds.credit.given.search': 'Tafuta safari',
  'refunds.why.all': 'Nauli yote inarudishwa.',
  'refunds.why.part':
    '{hours, plural, =0 {Hadi basi linapoondoka} one {Hadi saa moja kabla ya kuondoka} other {Hadi saa # kabla ya kuondoka}} asilimia {percent} ya nauli inarudishwa.',
  'refunds.why.fee': '{fee} zinabaki kwa kila kiti.',
  'refunds.why.nothing': 'Muda wa kuondoka umekaribia mno: nauli hairudishwi.',
  'refunds.quote.confirm': 'Futa na urudishiwe {total}',
  'refunds.quote.confirm.nothing': 'Achia {count, plural, one {kiti} other {viti}}',
  'refunds.quote.keep': 'Baki na tiketi',
  'refunds.quote.over.title': 'Ofa hii imekwisha',
  'refunds.quote.over.body': 'Hakuna kilichofutwa. Omba mpya.',
  'refunds.quote.anew': 'Omba ofa mpya',

  'refunds.due': '{amount} ziko njiani kurudi {way}.',
  'refunds.due.cash': 'Umewekewa {amount} taslimu. Ziombe kwenye kaunta ya kampuni, pamoja na kumbukumbu yako.',
  'refunds.succeeded': '{amount} zimerudishwa {way}.',
  'refunds.failed':
    '{amount} hazikufika {way}. Bado unadai pesa hizo: tunalishughulikia, na huhitaji kufanya chochote.',
  'refunds.way.cash': 'kwako taslimu',
  'refunds.way': 'zilikolipwa',

  'refusal.already-boarded': 'Mtu amepanda kwa mojawapo ya tiketi hizi, kwa hiyo haiwezi kufutwa.',
  'refusal.already-cancelled': 'Mojawapo ya tiketi hizi imeshafutwa.',
  'refusal.order-changed': 'Nafasi imebadilika wakati huo, na hakuna kilichofutwa. Omba ofa mpya.',
  'refusal.quote-expired': 'Ofa hii imekwisha, na hakuna kilichofutwa. Omba mpya.',
  'refusal.too-many-quotes':
    'Ofa nyingi za nafasi hii ziko wazi. Chukua mojawapo, au jaribu tena baada ya dakika kumi.',
};
