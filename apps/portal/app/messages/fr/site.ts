import type { site as en } from '../en/site.ts';
import type { Translation } from '../translation.ts';

export const site: Translation<typeof en> = {
  'site.name': 'Safiri',
  'site.footer':
    'Safiri vend les sièges de nombreuses compagnies d’autobus. La compagnie nommée sur votre billet assure votre voyage.',
  'site.scheme.label': 'Apparence',
  'site.scheme.system': 'Comme l’appareil',
  'site.scheme.light': 'Claire',
  'site.scheme.dark': 'Sombre',

  'site.languages': 'Langue',

  'nav.label': 'Navigation principale',
  'nav.skip': 'Aller au contenu',
  'nav.my-tickets': 'Mes billets',
  'nav.sign-in': 'Se connecter',
  'nav.sign-out': 'Se déconnecter',
  'nav.scan': 'Contrôle',
  'nav.staff': 'Personnel',

  'form.problem': '{count, plural, one {Un point demande votre attention} other {# points demandent votre attention}}',

  'home.document-title': 'Safiri : billets d’autobus en Afrique de l’Est',
  'home.open-order.title': 'Vos sièges sont gardés jusqu’à {time}',
  'home.open-order.link': 'Continuer : {from} – {to}',
  'home.title': 'Où la route vous mène-t-elle ?',
  'home.lead': 'Choisissez votre siège, payez par téléphone, montez avec un code.',
  'home.places.from': 'D’où partez-vous ?',
  'home.places.to': 'De {from} : pour aller où ?',
  'home.how': 'Comment ça marche',
  'home.how.seat.title': 'Choisissez votre siège',
  'home.how.seat.body': 'Voyez l’autobus d’en haut. Vos sièges sont gardés dix minutes, le temps de payer.',
  'home.how.pay.title': 'Payez par mobile money',
  'home.how.pay.body': 'Approuvez une demande sur votre téléphone. Ni compte ni carte ne sont nécessaires.',
  'home.how.ride.title': 'Montez avec un code',
  'home.how.ride.body': 'Votre billet arrive par SMS ou par e-mail. Montrez son code à la porte.',

  'refusal.no-answer':
    'Nous n’avons pas reçu de réponse et ne savons pas si cela a marché. Appuyez de nouveau : cela ne compte qu’une fois.',
  'refusal.unavailable': 'Cela ne fonctionne pas en ce moment. Veuillez réessayer dans une minute.',
  'refusal.overloaded':
    'Énormément de personnes demandent des sièges en ce moment, et rien n’a encore été fait. Veuillez réessayer dans quelques secondes.',
  'refusal.in-flight': 'Votre dernière demande est encore en cours. Veuillez réessayer dans quelques secondes.',
  'refusal.trip-not-on-sale': 'Ce voyage n’est plus en vente.',
  'refusal.trip-departed': 'Cet autobus est parti.',
  'refusal.trip-twice': 'L’aller et le retour sont sur le même voyage. Choisissez un autre autobus pour le retour.',
  'refusal.currency-mixed':
    'L’aller et le retour sont vendus dans des monnaies différentes. Veuillez les acheter l’un après l’autre.',
  'refusal.seat-unknown': 'Cet autobus a changé. Veuillez choisir vos sièges de nouveau.',
  'refusal.hold-expired': 'Le délai pour payer ces sièges est passé.',
  'refusal.order-not-held': 'Ces sièges ne sont plus gardés.',
  'refusal.order-not-open': 'Cette commande ne peut plus être payée.',
  'refusal.method-not-available': 'Ce moyen de paiement n’est pas possible pour cette commande.',
  'refusal.already-extended':
    'Vos sièges ont déjà été gardés plus longtemps une fois. Continuez avant la fin du délai.',
  'refusal.too-many-held':
    'Vous gardez beaucoup de sièges qui ne sont pas payés. Payez-en ou rendez-en, puis choisissez-en d’autres.',
  'refusal.too-many-for-phone':
    'Beaucoup de sièges de cet autobus sont déjà commandés avec ce numéro de téléphone. Donnez un autre numéro, ou adressez-vous à la compagnie pour un groupe.',
  'refusal.too-many-from-address':
    'Énormément de sièges sont demandés depuis votre réseau. Veuillez réessayer dans une minute.',
  'refusal.too-many-sign-ins': 'Trop d’essais. Veuillez attendre quelques minutes et réessayer.',
  'refusal.too-many-requests': 'Trop de demandes viennent d’ici à la fois. Veuillez réessayer dans une minute.',
  'refusal.challenge-needed':
    'Énormément de personnes se connectent depuis votre réseau en ce moment. Votre navigateur fait d’abord un petit calcul, qui prend quelques secondes. Si rien ne se passe, veuillez réessayer dans une minute.',
  'refusal.unexpected': 'Quelque chose n’a pas marché. Veuillez réessayer.',

  'connection.lost.title': 'Pas de connexion en ce moment',
  'connection.lost.page':
    'Ce que vous avez envoyé en dernier nous est peut-être parvenu, ou non. Rien n’est perdu : les sièges gardés pour vous et l’argent payé sont en sûreté, et rien n’est débité deux fois. Cette page continue d’elle-même dès que vous êtes de nouveau connecté.',
  'connection.lost.again': 'Réessayer maintenant',
  'error.home': 'Trouver un autobus',
  'error.request-id': 'Si vous demandez de l’aide, donnez ce numéro :',
  'error.not-found.title': 'Cette page n’existe pas',
  'error.not-found.body':
    'L’adresse est peut-être mal écrite, ou appartient à la commande de quelqu’un d’autre. Les billets s’ouvrent par le lien du message que vous avez reçu.',
  'error.forbidden.title': 'Pas pour ce compte',
  'error.forbidden.body':
    'Votre compte ne peut pas ouvrir cette page. Connectez-vous avec un autre, ou demandez à votre compagnie.',
  'error.unavailable.title': 'Nous ne pouvons pas montrer cela en ce moment',
  'error.unavailable.body':
    'Une partie de Safiri ne répond pas. Les sièges gardés pour vous et l’argent payé sont en sûreté. Veuillez réessayer dans une minute.',
  'error.foreign-form': 'Ce formulaire n’a pas été envoyé depuis une de nos pages.',
  'error.bug.title': 'Quelque chose n’a pas marché chez nous',
  'error.bug.body': 'Le problème est signalé. Les sièges gardés pour vous et l’argent payé sont en sûreté.',
};
