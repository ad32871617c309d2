import type { staffSupport as en } from '../en/staff-support.ts';
import type { Translation } from '../translation.ts';

export const staffSupport: Translation<typeof en> = {
  'support.title': 'Assistance',
  'support.lead.company':
    'Le personnel de la plateforme ne voit votre compagnie que tant que vous le permettez. Il ne change rien, et tout ce qu’il lit figure dans votre journal d’audit.',
  'support.lead.platform':
    'Voyez ce que voit une compagnie, avec son accord. Vous ne changez rien, et elle lit ce que vous avez regardé.',
  'support.ask': 'Demander à une compagnie',
  'support.ask.company': 'Compagnie',
  'support.ask.reason': 'Pourquoi',
  'support.ask.reason.hint': 'La compagnie lit ceci : au moins dix caractères.',
  'support.ask.send': 'Demander',
  'support.error.reason': 'Dites en une phrase pourquoi.',
  'support.none': 'Personne n’a rien demandé.',
  'support.status.asked': 'Demandé',
  'support.status.running': 'Voit la compagnie maintenant',
  'support.status.over': 'Terminé',
  'support.asked-at': 'Demandé le {at}',
  'support.until': 'Jusqu’à {until}',
  'support.minutes': 'Combien de temps',
  'support.minutes.choice':
    '{minutes, select, 30 {une demi-heure} 60 {une heure} 120 {deux heures} 480 {huit heures} other {{minutes} minutes}}',
  'support.consent': 'Permettre de voir',
  'support.refuse': 'Refuser',
  'support.end': 'Terminer maintenant',
  'support.leave': 'Quitter',
  'support.withdraw': 'Retirer la demande',
  'support.open': 'Regarder son journal d’audit',
  'support.bookings': 'Regarder ses réservations',
  'bookings.title': 'Réservations',
  'bookings.lead':
    'Trouvez une réservation par la référence que le passager lit à haute voix. Vous ne voyez que les sièges des voyages de cette compagnie.',
  'bookings.reference': 'Référence',
  'bookings.find': 'Trouver',
  'bookings.unknown': 'Il n’y a pas ici de réservation de cette référence.',
  'bookings.no-name': 'Aucun nom n’a été donné',
  'bookings.seat': 'Siège {seat}',
  'bookings.cancelled': 'Annulé',
  'bookings.status.held': 'Gardée, pas payée',
  'bookings.status.checkout': 'Attend son paiement',
  'bookings.status.confirmed': 'Confirmée',
  'bookings.status.cancelled': 'Annulée',
  'bookings.status.unallocated': 'Payée quand les sièges n’étaient plus là : l’argent est rendu',
  'bookings.status.released': 'Abandonnée avant d’être payée',
  'bookings.status.expired': 'Pas payée à temps',
};
