import type { network as en } from '../en/network.ts';
import type { Translation } from '../translation.ts';

export const network: Translation<typeof en> = {
  'network.stop.title': 'Autobus au départ de {place}',
  'network.stop.lead':
    '{count, plural, =0 {Aucun de nos autobus ne part de {place} dans les sept prochains jours.} one {Un départ de {place} dans les sept prochains jours : heure, prix et sièges.} other {# départs de {place} dans les sept prochains jours : heures, prix et sièges.}}',
  'network.connections': 'Destinations',
  'network.from-fare': 'dès {fare}',
  'network.nearby': 'À proximité',
  'network.companies': 'Compagnies',
  'network.map': 'Voir sur une carte',
  'network.none': 'Rien n’est en vente ici pour le moment.',
  'network.buses.title': 'Autobus de {from} à {to}',
  'network.buses.lead':
    'Heures, prix et sièges libres des autobus de {from} à {to}. Choisissez votre siège et payez par téléphone.',
  'network.buses.next': 'Le {date}',
  'network.buses.all': 'Filtrer et trier ces autobus',
  'network.buses.back': 'Dans l’autre sens : de {to} à {from}',
  'network.company.title': '{company} : billets d’autobus',
  'network.company.lead': 'Où va {company}, avec heures, prix et sièges.',
};
