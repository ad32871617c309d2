import type { waitingList as en } from '../en/waiting-list.ts';
import type { Translation } from '../translation.ts';

export const waitingList: Translation<typeof en> = {
  'waiting-list.link': 'S’inscrire sur la liste d’attente',
  'waiting-list.link.of': 'de l’autobus de {time} de {company}',
  'waiting-list.full.title': 'Tous les sièges sont pris sur cette partie du trajet.',
  'waiting-list.few.title': 'Trop peu de sièges pour vous tous ?',
  'waiting-list.invitation': 'Quand des sièges se libèrent, ils vont d’abord à qui attend depuis le plus longtemps.',

  'waiting-list.join.title': 'Attendre des sièges de {from} à {to}',
  'waiting-list.join.lead':
    'Quand des sièges se libèrent, nous les gardons pour vous et vous envoyons un message. Vous avez alors quelques minutes pour payer. Attendre ne coûte rien.',
  'waiting-list.seats': 'Combien de sièges ?',
  'waiting-list.seats.hint': 'De 1 à 8. Ils vous sont proposés tous ensemble.',
  'waiting-list.contact': 'Où vous prévenir ?',
  'waiting-list.submit': 'Attendre des sièges',
  'waiting-list.back': 'Retour aux sièges',
  'waiting-list.error.seats': 'Tapez un nombre de 1 à 8.',
  'waiting-list.error.contact': 'Donnez un numéro de téléphone ou une adresse e-mail, pour que l’offre vous parvienne.',
  'waiting-list.error.available': 'Autant de sièges sont libres en ce moment. Choisissez-les avant quelqu’un d’autre.',
  'waiting-list.error.already': 'Vous attendez déjà des sièges sur cette partie du trajet.',
  'waiting-list.error.many-lines':
    'Vous attendez déjà pour plusieurs voyages. Quittez d’abord une de ces listes d’attente.',
  'waiting-list.error.full': 'Trop de personnes attendent déjà cet autobus. Veuillez en chercher un autre.',

  'waiting-list.place.title':
    '{place, plural, =1 {Vous êtes en tête de la liste} other {Vous êtes au rang {place} de la liste}}',
  'waiting-list.place.body':
    'Vous attendez {seats, plural, one {un siège} other {# sièges}}. Nous vous prévenons à {contact} dès que nous pouvons {seats, plural, one {le} other {les}} garder pour vous. Vous pouvez fermer cette page.',
  'waiting-list.offered.title': '{seats, plural, one {Votre siège est là} other {Vos sièges sont là}}',
  'waiting-list.offered.body':
    'Nous {seats, plural, one {le} other {les}} gardons pour vous jusqu’à {time}. Ensuite, c’est au tour de la personne suivante.',
  'waiting-list.offered.take': 'Prendre {seats, plural, one {le siège} other {les sièges}}',
  'waiting-list.taken.title': '{seats, plural, one {Le siège est à vous} other {Les sièges sont à vous}}',
  'waiting-list.taken.body': 'Vous avez payé. Les billets vous ont été envoyés.',
  'waiting-list.withdrawn.title': 'Vous avez quitté la liste d’attente',
  'waiting-list.over.title': 'Vous n’attendez plus',
  'waiting-list.over.body':
    'Soit l’autobus est parti ou ne circule pas, soit des sièges étaient gardés pour vous et n’ont pas été payés à temps.',
  'waiting-list.leave': 'Quitter la liste d’attente',
  'waiting-list.leave.offer': '{seats, plural, one {Je n’en veux pas} other {Je n’en veux pas}}',
  'waiting-list.again': 'Revoir cet autobus',
};
