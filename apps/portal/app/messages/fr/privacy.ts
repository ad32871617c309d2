import type { privacy as en } from '../en/privacy.ts';
import type { Translation } from '../translation.ts';

export const privacy: Translation<typeof en> = {
  'privacy.title': 'Vos données',
  'privacy.lead': 'Ce qui est gardé de vous, combien de temps, et comment l’emporter ou le faire effacer.',
  'privacy.data.title': 'Les emporter',
  'privacy.data.lead': 'Votre compte, vos commandes, passagers, billets, paiements, reçus, messages et contrôles.',
  'privacy.staff':
    'C’est un compte du personnel. Votre compagnie y met fin : quand elle aura terminé votre travail ici, vous pourrez l’effacer vous-même. Ce que vous avez fait pour elle reste dans ses livres.',
  'privacy.prove': 'Montrer que c’est vous',
  'privacy.prove.lead':
    'Pour être sûrs que c’est vous, nous demandons votre mot de passe ou un code. Cela vaut dix minutes.',
  'privacy.data.staff':
    'Votre compte, vos navigateurs, rôles et permissions, invitations, et les messages que nous vous avons envoyés. Ce que vous avez vendu appartient à votre compagnie et nomme ses clients : cela n’y est pas.',
  'privacy.data.json': 'Télécharger en un fichier (JSON)',
  'privacy.data.csv': 'Télécharger en tableaux (CSV dans un zip)',

  'privacy.kept.title': 'Ce qui est gardé, et combien de temps',
  'privacy.kept.accounts': 'Votre compte',
  'privacy.kept.past-sessions': 'Navigateurs où vous étiez connecté, après votre départ',
  'privacy.kept.guests': 'Visites sans compte, après la dernière',
  'privacy.kept.unpaid-orders': 'Commandes qui n’ont pas été payées',
  'privacy.kept.waiting-lists': 'Places dans des listes d’attente, après leur fin',
  'privacy.kept.names': 'Noms, téléphone et e-mail d’une réservation, après le voyage',
  'privacy.kept.bookings': 'Réservations sans noms : voyage, siège, montant',
  'privacy.kept.payers': 'Numéros de téléphone qui ont payé, après le paiement',
  'privacy.kept.receipts': 'Paiements, remboursements et reçus, sans noms',
  'privacy.kept.scans': 'Contrôles de votre billet à la porte',
  'privacy.kept.messages': 'Messages que nous vous avons envoyés',
  'privacy.kept.days': '{count, plural, one {# jour} other {# jours}}',
  'privacy.kept.no-end': 'jusqu’à ce que vous l’effaciez, ou aussi longtemps que la loi demande des livres',

  'privacy.erase.title': 'Les effacer',
  'privacy.erase.goes':
    'Votre compte prend fin. Noms, numéros de téléphone, adresses e-mail, messages et la liste de vos navigateurs disparaissent, partout et pour de bon. Vous êtes déconnecté et ne pouvez plus vous connecter.',
  'privacy.erase.stays':
    'Ce que les compagnies doivent garder dans leurs livres reste, sans vous : voyages, sièges, montants, remboursements et reçus numérotés.',
  'privacy.erase.waits':
    '{count, plural, =0 {Cela commence tout de suite.} one {Cela commence après # jour ; jusque-là, vous pouvez y renoncer.} other {Cela commence après # jours ; jusque-là, vous pouvez y renoncer.}}',
  'privacy.erase.understood': 'Je comprends que c’est définitif',
  'privacy.erase.give-up-vouchers': 'Je renonce à mes bons',
  'privacy.erase.submit': 'Effacer mes données',
  'privacy.erase.call-off': 'Garder mes données finalement',
  'privacy.error.understood': 'Cochez que vous comprenez que c’est définitif.',
  'privacy.erasure.waiting': 'Vos données seront effacées le {day}.',
  'privacy.erasure.held-up':
    'Vos données devaient être effacées le {day}. Quelque chose était encore ouvert : cela continue quand ce sera terminé.',
  'privacy.erasure.started': 'Vos données sont en train d’être effacées.',
  'privacy.obstacles.title': 'Encore ouvert',
  'privacy.obstacle.trip-ahead': 'Un voyage qui n’est pas terminé :',
  'privacy.obstacle.order-open': 'Des sièges gardés pour vous :',
  'privacy.obstacle.payment-open': 'Un paiement qui n’est pas décidé :',
  'privacy.obstacle.refund-owed': 'De l’argent en route vers vous :',
  'privacy.obstacle.voucher-left': 'Un bon qui vaut encore quelque chose :',
  'refusal.erasure-not-possible': 'Quelque chose est encore ouvert. Voyez ci-dessous ce que c’est.',
  'refusal.erasure-started': 'L’effacement a commencé et ne peut plus être arrêté.',
};
