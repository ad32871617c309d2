import type { change as en } from '../en/change.ts';
import type { Translation } from '../translation.ts';

export const change: Translation<typeof en> = {
  'change.open': 'Changer de siège',
  'change.tickets.title': 'Quel billet doit avoir un autre siège ?',
  'change.tickets.lead':
    'Un autre siège du même autobus ne coûte rien. Pour un autre autobus, annulez et achetez de nouveau.',
  'change.none.title': 'Aucun siège ne peut plus être changé',
  'change.none.body': 'Les billets de cette réservation sont annulés, ou leur autobus est parti.',
  'change.seat.title': 'Un autre siège au lieu de {seat}',
  'change.seat.lead':
    'Vous gardez votre siège jusqu’à ce que vous ayez l’autre. Le code de votre billet est alors nouveau.',
  'change.seat.legend': 'Choisissez votre nouveau siège',
  'change.seat.submit': 'Prendre ce siège à la place',
  'change.seat.keep': 'Garder le siège {seat}',
  'change.done.title': 'Vous avez maintenant un autre siège',
  'change.done.body': 'L’ancien code n’ouvre plus aucune porte, même imprimé ou gardé en image.',

  'change.error.none': 'Choisissez un siège libre.',
  'change.error.taken':
    'Ce siège n’est plus disponible. Vous avez toujours le vôtre : choisissez-en un autre, ou gardez-le.',
  'change.error.full': 'Il ne reste aucun autre siège dans cet autobus. Vous avez toujours le vôtre.',
  'change.error.plainer': 'Ce siège est d’une classe plus simple que le vôtre. Choisissez-en un aussi bon ou meilleur.',
  'change.error.often': 'Le siège de ce billet a été changé cinq fois. Il reste comme il est.',
  'change.error.boarded': 'Quelqu’un est monté avec ce billet, son siège reste donc le même.',
  'change.error.cancelled': 'Ce billet est annulé.',
  'change.error.since':
    'Le siège de ce billet a été changé depuis que vous avez ouvert cette page. Regardez et choisissez de nouveau.',
};
