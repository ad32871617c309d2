import type { offline as en } from '../en/offline.ts';
import type { Translation } from '../translation.ts';

export const offline: Translation<typeof en> = {
  'offline.title': 'Pas de connexion',
  'offline.lead': 'Cette page a besoin d’internet. Rien n’est perdu : ouvrez-la de nouveau quand vous serez connecté.',
  'offline.tickets': 'Billets gardés sur cet appareil',
  'offline.tickets.hint':
    'Un billet que vous avez ouvert une fois est gardé ici, avec son code, jusqu’à ce que vous vous déconnectiez.',
  'offline.again': 'Réessayer',
  'offline.kept.title': 'Vous voyez une copie gardée sur cet appareil',
  'offline.kept.body':
    'Il n’y a pas de connexion. Ces billets sont tels qu’ils étaient à {time} ({clocks}) le {day} ; leurs codes ouvrent la porte même sans réseau.',
};
