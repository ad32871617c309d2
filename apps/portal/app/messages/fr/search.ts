import type { search as en } from '../en/search.ts';
import type { Translation } from '../translation.ts';

export const search: Translation<typeof en> = {
  'search.label': 'Chercher un autobus',
  'search.from': 'De',
  'search.to': 'À',
  'search.from.example': 'Ville ou arrêt',
  'search.to.example': 'Ville ou arrêt',
  'search.from.which': 'De quel lieu « {text} » ?',
  'search.to.which': 'À quel lieu « {text} » ?',
  'search.date': 'Date',
  'search.submit': 'Chercher',
  'search.suggestions': 'Lieux',
  'search.suggestions.count':
    '{count, plural, one {# lieu trouvé} other {# lieux trouvés}}. Utilisez les flèches du clavier.',
  'search.kind.station': 'Gare',
  'search.kind.stop': 'Arrêt',
  'search.choose.title': 'Quel lieu voulez-vous dire ?',
  'search.choose.lead': 'Plusieurs lieux portent ce nom.',
  'search.again.title': 'Trouver un autobus',
  'search.error.place-unknown':
    'Nous ne connaissons aucun arrêt nommé « {text} ». Vérifiez l’orthographe, ou tapez seulement les premières lettres.',
  'search.error.place-missing': 'Tapez une ville ou un arrêt.',
  'search.error.place-gone': 'Aucun autobus ne s’y arrête plus. Choisissez le lieu de nouveau.',
  'search.error.same-place': 'Choisissez deux lieux différents.',
  'search.error.date': 'Choisissez un jour du calendrier.',

  'results.title': 'De {from} à {to}',
  'results.title.unnamed': 'Autobus de ce jour',
  'results.days': 'Autres jours',
  'results.day-before': 'Jour précédent',
  'results.day-after': 'Jour suivant',
  'results.change': 'Modifier la recherche',
  'results.none.title': 'Aucun autobus ce jour-là',
  'results.none.body':
    'Aucune compagnie de Safiri ne va d’un lieu à l’autre ce jour-là. Un autre jour ou une plus grande ville proche peut aider.',
  'results.none.next': 'Voir le {date}',

  'offer.heading': '{time}, {company}, {fare}',
  'offer.left': 'Parti',
  'offer.seats': '{count, plural, =0 {Complet} one {Reste # siège} other {Restent # sièges}}',
  'offer.choose': 'Choisir les sièges',
  'offer.choose.of': 'de l’autobus de {time} de {company}',

  'stretch.departs': 'Départ',
  'stretch.arrives': 'Arrivée',
  'stretch.duration': '{hours, plural, =0 {} other {# h }}{minutes} min',
  'stretch.stops-between': '{count, plural, =0 {Direct} one {# arrêt} other {# arrêts}}',
};
