import type { seats as en } from '../en/seats.ts';
import type { Translation } from '../translation.ts';

export const seats: Translation<typeof en> = {
  'steps.label': 'Étapes jusqu’à votre billet',
  'steps.seats': 'Sièges',
  'steps.passengers': 'Noms',
  'steps.payment': 'Paiement',
  'steps.ticket': 'Billet',

  'trip.eyebrow': '{company} · {day}',
  'trip.title': 'De {from} à {to}',
  'trip.fare': 'Par siège',
  'trip.stops': 'Arrêts en route',
  'trip.left.title': 'Cet autobus est parti.',
  'trip.cancelled.title': 'La compagnie a annulé ce voyage.',
  'trip.search-again': 'Chercher un autre autobus',

  'seats.legend': 'Choisissez vos sièges',
  'seats.hint': 'Jusqu’à 8 sièges. Ils sont gardés pour vous pendant 10 minutes.',
  'seats.front': 'Avant de l’autobus',
  'seats.front.deck': 'Étage {deck}, avant',
  'seats.row': 'Rangée {row}',
  'seats.seat': 'Siège {label}',
  'seats.taken': 'pris',
  'seats.for-women': 'pour les femmes qui voyagent seules',
  'seats.accessible': 'accessible',
  'seats.door': 'Porte',
  'seats.wc': 'WC',
  'seats.legend.free': 'Libre',
  'seats.legend.chosen': 'À vous',
  'seats.legend.taken': 'Pris',
  'seats.legend.for-women': 'Pour les femmes qui voyagent seules',
  'seats.alone': 'Je suis une femme et je voyage seule',
  'seats.alone.hint': 'Cette compagnie ne vend le siège à côté d’une femme qui voyage seule qu’à des femmes.',
  'seats.alone.show': 'Montrer mes sièges',
  'seats.classes': 'Classes dans cet autobus : {classes}. Tous les sièges coûtent le même prix pour ce voyage.',
  'seats.none-yet': 'Aucun siège choisi',
  'seats.chosen': '{count, plural, one {Siège} other {# sièges :}} {seats}',
  'seats.both-ways': 'aller et retour',
  'seats.hold': 'Garder les sièges',
  'seats.holding': 'Un instant…',
  'seats.error.none': 'Choisissez au moins un siège.',
  'seats.error.too-many': 'Une commande prend jusqu’à 8 sièges.',
  'seats.error.lost': 'Quelqu’un d’autre a été plus rapide.',
  'seats.error.full': 'Quelqu’un d’autre a pris le dernier siège.',
  'seats.error.earlier-hold': 'Le délai de ces sièges est passé. Appuyez de nouveau sur « Garder les sièges ».',
  'seats.lost.here':
    '{count, plural, one {Le siège {seats} est pris} other {Les sièges {seats} sont pris}} maintenant. Veuillez en choisir d’autres.',
  'seats.lost.for-women':
    '{count, plural, one {Le siège {seats} est maintenant réservé} other {Les sièges {seats} sont maintenant réservés}} aux femmes qui voyagent seules. Veuillez en choisir d’autres.',
  'seats.lost.instead': 'Prendre {count, plural, one {le siège {seats}} other {les sièges {seats}}} à la place',
  'seats.lost.kept':
    '{count, plural, one {Votre autre choix, le siège {seats}, est encore libre et reste coché} other {Vos autres choix, les sièges {seats}, sont encore libres et restent cochés}}.',
  'seats.lost.outbound':
    'À l’aller, {count, plural, one {le siège {seats} est pris} other {les sièges {seats} sont pris}} maintenant.',
  'seats.lost.outbound.instead':
    'À l’aller, prendre {count, plural, one {le siège {seats}} other {les sièges {seats}}} à la place',
  'seats.lost.outbound.link': 'Choisir de nouveau',
  'seats.full.outbound':
    'À l’aller, tous les sièges sont pris maintenant. Quand des sièges se libèrent, ils vont d’abord à qui attend depuis le plus longtemps.',
  'seats.retry.waits':
    'Cette page réessaie d’elle-même dans {seconds, plural, one {# seconde} other {# secondes}}, sauf si vous choisissez autre chose.',
  'seats.lost.free-again': 'Les sièges sont de nouveau libres. Appuyez encore une fois sur « Garder les sièges ».',

  'seats.live.taken':
    '{count, plural, one {Le siège {seats} vient d’être pris} other {Les sièges {seats} viennent d’être pris}}.',
  'seats.live.freed':
    '{count, plural, one {Le siège {seats} est de nouveau libre} other {Les sièges {seats} sont de nouveau libres}}.',
  'seats.live.broken':
    'Ce que vous voyez ici n’est pas à jour en ce moment. Cette page continue de vérifier d’elle-même.',
  'seats.live.closed':
    'Aucun siège de cet autobus n’est en vente en ce moment, et ce que vous voyez ici n’est pas à jour. Cette page continue de vérifier d’elle-même.',

  'return.add': 'Ajouter un retour',
  'return.hint':
    'Choisissez d’abord vos sièges ci-dessus. Vous trouvez ensuite un autobus pour le retour et payez le tout ensemble.',
  'return.date': 'Retour le',
  'return.search': 'Chercher un retour',
  'return.eyebrow': 'Retour',
  'return.outbound': 'Votre aller',
  'return.outbound.route': 'Votre aller : de {from} à {to}',
  'return.outbound.detail': '{day} à {time} · {count, plural, one {siège} other {sièges}} {seats}',
  'return.outbound.not-held':
    'Pas encore gardé : l’aller et le retour sont gardés ensemble quand vous choisissez vos sièges du retour.',
  'return.drop': 'Partir sans retour',
};
