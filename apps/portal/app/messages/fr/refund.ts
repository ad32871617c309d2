import type { refund as en } from '../en/refund.ts';
import type { Translation } from '../translation.ts';

export const refund: Translation<typeof en> = {
  'refunds.open': 'Annuler ou être remboursé',
  'refunds.choose.title': 'Quels billets voulez-vous annuler ?',
  'refunds.choose.lead': 'Vous voyez ce qui vous revient avant que rien ne soit annulé.',
  'refunds.choose.seat': '{name}, siège {seat}',
  'refunds.choose.nobody': 'Passager',
  'refunds.choose.submit': 'Montrer ce qui me revient',
  'refunds.choose.error': 'Choisissez au moins un billet.',
  'refunds.choose.many': 'Choisissez seize billets au plus. Vous pouvez annuler les autres ensuite.',
  'refunds.none.title': 'Il n’y a plus rien à annuler',
  'refunds.none.body': 'Tous les billets de cette réservation sont annulés.',
  'refunds.back': 'Retour aux billets',

  'refunds.quote.title': '{total} vous reviennent',
  'refunds.quote.title.nothing': 'Aucun argent ne vous revient',
  'refunds.quote.lead.nothing':
    'Vous pouvez tout de même laisser {count, plural, one {le siège} other {les sièges}} à quelqu’un d’autre.',
  'refunds.quote.until': 'Cette offre vaut jusqu’à {time}.',
  'refunds.quote.visible': 'Offre jusqu’à {time}',
  'refunds.quote.paid': 'Payé',
  'refunds.quote.kept': 'Gardé par {company}',
  'refunds.quote.returned': 'Vous revient',
  'refunds.quote.total': 'Vous revient en tout',
  'refunds.quote.way': 'L’argent retourne d’où il a été payé, pas vers un autre compte ou numéro.',
  'refunds.credit.title': 'Ou recevez {total} en crédit',
  'refunds.credit.body':
    'Le crédit paie vos prochains sièges auprès de la même compagnie, pendant un an. Il vous est proposé au paiement, dans le compte ou le navigateur avec lequel vous avez réservé.',
  'refunds.credit.confirm': 'Annuler et recevoir {total} en crédit',
  'refunds.credit.given.title': 'Vous avez {total} de crédit',
  'refunds.credit.given.lead':
    'Vos billets sont annulés. Le crédit vous est proposé quand vous payez vos prochains sièges auprès de la compagnie, dans le compte ou le navigateur avec lequel vous avez réservé.',
  'refunds.credit.given.search': 'Chercher un voyage',
  'refunds.why.all': 'La totalité du prix vous revient.',
  'refunds.why.part':
    '{hours, plural, =0 {Jusqu’au départ} one {Jusqu’à # heure avant le départ} other {Jusqu’à # heures avant le départ}}, {percent} % du prix vous reviennent.',
  'refunds.why.fee': '{fee} sont gardés pour chaque siège.',
  'refunds.why.nothing': 'Le départ est trop proche : rien du prix ne vous revient.',
  'refunds.quote.confirm': 'Annuler et récupérer {total}',
  'refunds.quote.confirm.nothing': 'Laisser {count, plural, one {le siège} other {les sièges}}',
  'refunds.quote.keep': 'Garder les billets',
  'refunds.quote.over.title': 'Cette offre est terminée',
  'refunds.quote.over.body': 'Rien n’a été annulé. Demandez-en une nouvelle.',
  'refunds.quote.anew': 'Demander une nouvelle offre',

  'refunds.due': '{amount} sont en route vers {way}.',
  'refunds.due.cash':
    '{amount} en espèces vous attendent. Demandez-les à un guichet de la compagnie, avec votre référence.',
  'refunds.succeeded': '{amount} ont été rendus à {way}.',
  'refunds.failed':
    '{amount} ne sont pas arrivés à {way}. Ils vous sont toujours dus : nous nous en occupons, et vous n’avez rien à faire.',
  'refunds.way.cash': 'vous en espèces',
  'refunds.way': 'la source du paiement',

  'refusal.already-boarded': 'Quelqu’un est monté avec un de ces billets, il ne peut donc pas être annulé.',
  'refusal.already-cancelled': 'Un de ces billets est déjà annulé.',
  'refusal.order-changed': 'La réservation a changé entre-temps, et rien n’a été annulé. Demandez une nouvelle offre.',
  'refusal.quote-expired': 'Cette offre est terminée, et rien n’a été annulé. Demandez-en une nouvelle.',
  'refusal.too-many-quotes':
    'Beaucoup d’offres sont ouvertes pour cette réservation. Prenez l’une d’elles, ou réessayez dans dix minutes.',
};
