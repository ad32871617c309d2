import type { Catalogue } from './catalogue.ts';

export const fr: Catalogue = {
  'booking.sms': 'Safiri {reference} : {journeys} {count, plural, one {Votre billet} other {Vos billets}} : {link}',
  'booking.subject': 'Votre réservation {reference} est confirmée',
  'booking.mail':
    'Votre réservation {reference} est confirmée et payée : {total}.\n\n{journeys}\n\n{count, plural, one {Votre billet est} other {Vos billets sont}} ici. Montrez le code sur votre téléphone ou sur papier à l’embarquement :\n{link}\n\nGardez cette adresse pour vous : qui la possède peut voyager avec.',
  'booking.journey': '{company} : {from} – {to}, {departs}, {count, plural, one {siège} other {sièges}} {seats}.',
  'refund-due.seats-gone':
    'Safiri {reference} : votre paiement est arrivé quand les sièges étaient déjà pris. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.paid-twice':
    'Safiri {reference} : vous avez payé deux fois. Nous vous renvoyons {amount}. Votre réservation reste inchangée.',
  'refund-due.trip-cancelled':
    'Safiri {reference} : la compagnie a annulé le voyage. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.amount-mismatch':
    'Safiri {reference} : le montant payé n’est pas le prix de votre commande. Nous vous renvoyons {amount}. La commande elle-même n’est pas payée.',
  'refund-due.subject': 'Nous vous renvoyons votre argent ({reference})',
  'refund-succeeded.text': 'Safiri : {amount} vous ont été renvoyés.',
  'refund-succeeded.subject': 'Votre argent vous a été renvoyé',
};
