import type { ticket as en } from '../en/ticket.ts';
import type { Translation } from '../translation.ts';

export const ticket: Translation<typeof en> = {
  'ticket.title': '{count, plural, one {Votre billet} other {Vos # billets}}',
  'ticket.lead': 'Montrez le code à la porte.',
  'ticket.passenger': 'Passager {number}',
  'ticket.seat': 'Siège',
  'ticket.class': 'Classe',
  'ticket.fare': 'Prix',
  'ticket.short-code': 'Code',
  'ticket.route': 'Ligne',
  'ticket.company-phone': 'Appeler la compagnie',
  'ticket.qr': 'Code du billet pour le contrôle',
  'ticket.bright': 'Augmentez la luminosité de votre écran.',
  'ticket.code-text': 'Le code en texte',
  'ticket.being-made.title': 'Votre code se prépare',
  'ticket.being-made.body': 'Votre siège est payé et à vous. Cette page montre le code dans un instant, d’elle-même.',
  'ticket.cancelled': 'Ce billet est annulé',
  'ticket.all-cancelled': 'Cette réservation est annulée.',
  'ticket.not-paid': 'Ces billets ne sont pas encore payés.',
  'ticket.unallocated': 'Les sièges étaient partis quand le paiement est arrivé. Votre argent vous est rendu.',
  'ticket.other-seats.title': 'Votre paiement est arrivé tard : vous avez d’autres sièges',
  'ticket.other-seats.instead':
    '{count, plural, one {Siège} other {Sièges}} {seats} au lieu de {ordered}, au même prix.',
  'ticket.other-seats.choose':
    'S’ils vous vont, vous n’avez rien à faire. Sinon, vous pouvez tout rendre jusqu’à {time} le {day} et recevoir la totalité de vos {total}, sans frais.',
  'ticket.other-seats.give-back': 'Tout rendre',
  'ticket.other-seats.given-back':
    'Vous avez tout rendu. La totalité de vos {total} retourne d’où elle a été payée ; vous n’avez rien à faire.',
  'ticket.no-code': 'Il n’y a pas de code pour ce siège.',
  'ticket.conditions': 'Bon à savoir',
  'ticket.conditions.once': 'Chaque code fait monter un passager une fois, dans cet autobus et ce jour-là.',
  'ticket.conditions.early': 'Soyez à l’arrêt avant l’heure de départ. Les heures sont locales.',
  'ticket.conditions.change': 'La compagnie nommée sur le billet assure le voyage et répond aux questions à son sujet.',
  'ticket.receipts': 'Reçus',
  'ticket.receipt': 'Reçu {number} de {company} (PDF)',
  'ticket.credit-note': 'Avoir {number} de {company} (PDF)',
  'ticket.print': 'Imprimer ou enregistrer en PDF',
  'ticket.link': 'Qui a l’adresse de cette page peut utiliser ces billets. Ne la donnez qu’à ceux qui voyagent.',

  'my-tickets.guest': 'Billets achetés sur cet appareil. Connectez-vous pour voir ceux de votre compte.',
  'my-tickets.none.title': 'Pas encore de billets',
  'my-tickets.none.body':
    'Les billets que vous achetez apparaissent ici. Si vous avez acheté sur un autre appareil, ouvrez le lien du message reçu.',
  'my-tickets.search': 'Trouver un autobus',
  'my-tickets.show': 'Montrer les billets de {reference}',
  'my-tickets.older': 'Billets plus anciens',
  'my-tickets.cancelled': 'annulé',
};
