/** The development inbox. */
export const inbox = {
  'inbox.title': 'Development inbox',
  'inbox.lead': 'Messages that would have been sent. Newest first.',
  'inbox.to': 'To phone or e-mail',
  'inbox.filter': 'Show',
  'inbox.none': 'No messages yet.',
  'inbox.again': 'Look again',
  'inbox.sms': 'SMS',
  'inbox.email': 'E-mail',
};
