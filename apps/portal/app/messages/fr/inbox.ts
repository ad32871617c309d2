import type { inbox as en } from '../en/inbox.ts';
import type { Translation } from '../translation.ts';

export const inbox: Translation<typeof en> = {
  'inbox.title': 'Boîte de réception de développement',
  'inbox.lead': 'Messages qui auraient été envoyés. Les plus récents d’abord.',
  'inbox.to': 'À un téléphone ou un e-mail',
  'inbox.filter': 'Montrer',
  'inbox.none': 'Pas encore de messages.',
  'inbox.again': 'Regarder de nouveau',
  'inbox.sms': 'SMS',
  'inbox.email': 'E-mail',
};
