import type { inbox as en } from '../en/inbox.ts';
import type { Translation } from '../translation.ts';

export const inbox: Translation<typeof en> = {
  'inbox.title': 'Ubutumwa bwo mu igerageza',
  'inbox.lead': 'Ubutumwa bwagombaga koherezwa. Ubushya ni bwo bubanza.',
  'inbox.to': 'Bujya kuri telefoni cyangwa imeyili',
  'inbox.filter': 'Erekana',
  'inbox.none': 'Nta butumwa burahari.',
  'inbox.again': 'Ongera urebe',
  'inbox.sms': 'SMS',
  'inbox.email': 'Imeyili',
};
