import type { inbox as en } from '../en/inbox.ts';
import type { Translation } from '../translation.ts';

export const inbox: Translation<typeof en> = {
  'inbox.title': 'Kikasha cha majaribio',
  'inbox.lead': 'Ujumbe ambao ungetumwa. Mpya kwanza.',
  'inbox.to': 'Kwa simu au barua pepe',
  'inbox.filter': 'Onyesha',
  'inbox.none': 'Bado hakuna ujumbe.',
  'inbox.again': 'Angalia tena',
  'inbox.sms': 'SMS',
  'inbox.email': 'Barua pepe',
};
