import type { staffCompanies as en } from '../en/staff-companies.ts';
import type { Translation } from '../translation.ts';

export const staffCompanies: Translation<typeof en> = {
  'companies.title': 'Compagnies',
  'companies.lead':
    'Qui vend sur cette plateforme. Ce que vous faites ici figure dans le journal d’audit de la compagnie.',
  'companies.none': 'Il n’y a pas encore de compagnie.',
  'companies.more': 'Plus de compagnies',
  'companies.nameless': 'Une compagnie d’un flux qui n’a pas encore dit son nom',
  'companies.people':
    '{count, plural, =0 {Personne n’y travaille} one {Une personne y travaille} other {# personnes y travaillent}}',
  'companies.status.active': 'Active',
  'companies.status.suspended': 'Suspendue',
  'companies.status.closed': 'Fermée',
  'companies.because': 'Raison : {because}',
  'companies.staff': 'Son personnel',
  'companies.log': 'Son journal d’audit',
  'companies.why': 'Pourquoi',
  'companies.why.hint': 'Le personnel de la compagnie et le journal d’audit le lisent.',
  'companies.suspend': 'Suspendre',
  'companies.suspend.means':
    'Plus rien d’elle n’est programmé ni vendu, et son personnel peut regarder sans rien changer. Ce qui est vendu reste : les passagers voyagent, et les remboursements continuent. On peut la rétablir à tout moment.',
  'companies.resume': 'Rétablir',
  'companies.resume.means':
    'Ses voyages sont de nouveau vendus, et son personnel peut de nouveau ce qu’il pouvait avant.',
  'companies.close': 'Fermer définitivement',
  'companies.close.means':
    'Plus personne n’y travaille : son personnel devient passager, et ses sessions se terminent. Les billets, les remboursements et les comptes restent. Personne ne peut la rétablir. Elle ne doit avoir aucun voyage à venir.',
  'companies.close.type': 'Pour la fermer, tapez son nom : {name}',
  'companies.onboarded':
    'La compagnie est là. Son administrateur reçoit un lien par e-mail, valable une fois, pendant sept jours ; jusqu’à son emploi, il figure sous « Son personnel ».',
  'companies.new': 'Accueillir une compagnie',
  'companies.new.lead':
    'Elle reçoit d’un coup les rôles que toute compagnie a, une première agence et un administrateur.',
  'companies.name': 'Nom de la compagnie',
  'companies.time-zone': 'Fuseau horaire',
  'companies.time-zone.hint': 'Celui de son horaire, par exemple Africa/Kigali.',
  'companies.currency': 'Monnaie',
  'companies.currency.hint': 'Trois lettres, par exemple RWF.',
  'companies.branch': 'Nom de sa première agence',
  'companies.admin': 'E-mail de son administrateur',
  'companies.admin.hint': 'Cette personne reçoit l’invitation.',
  'companies.submit': 'L’accueillir et envoyer l’invitation',
  'companies.error.name': 'Donnez le nom de la compagnie.',
  'companies.error.time-zone': 'Ce fuseau horaire n’existe pas. Choisissez-en un dans la liste.',
  'companies.error.currency': 'Donnez les trois lettres de la monnaie.',
  'companies.error.branch': 'Donnez le nom de sa première agence.',
  'companies.error.admin': 'Donnez une adresse e-mail.',
  'companies.error.why': 'Dites pourquoi, en trois lettres au moins.',
  'companies.error.confirm': 'Ce qui a été tapé n’est pas le nom de la compagnie. Rien n’a été fait.',
  'companies.error.trips': 'Elle a des voyages à venir. Annulez-les, ou laissez-les passer, puis fermez-la.',
  'companies.error.not-suspended': 'Suspendez-la d’abord, pour que plus rien ne soit vendu.',
  'companies.error.closed': 'Elle a été fermée, et le reste.',
};
