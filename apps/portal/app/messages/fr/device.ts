import type { device as en } from '../en/device.ts';
import type { Translation } from '../translation.ts';

export const device: Translation<typeof en> = {
  'device.title': 'Cet appareil',
  'device.opening': 'Un instant…',
  'device.needs-script': 'Un appareil demande JavaScript, car sa clé ne quitte jamais le navigateur.',
  'device.again': 'Réessayer',
  'device.shift': '{name} est au travail',
  'device.leave': 'Finir le service',
  'device.locked.title': 'Cet appareil est verrouillé',
  'device.locked.body': 'Demandez à qui s’occupe des appareils dans votre compagnie de le déverrouiller.',

  'device.pair.title': 'Associer cet appareil',
  'device.pair.lead':
    'Scannez le code que votre compagnie vous montre, ou collez-le. Ce navigateur est alors un appareil de la compagnie.',
  'device.pair.was-paired': 'Cet appareil a été mis hors service. Il lui faut un nouveau code.',
  'device.pair.code': 'Code d’association',
  'device.pair.code.hint': 'Valable dix minutes, et pour un appareil',
  'device.pair.submit': 'Associer',

  'device.person.title': 'Commencez votre service',
  'device.person.none':
    'Personne n’a encore de code PIN. Le personnel reçoit le premier de qui s’occupe des appareils.',
  'device.person.submit': 'Commencer',
  'device.person': 'Qui êtes-vous ?',
  'device.pin': 'Code PIN',
  'device.pin.new': 'Nouveau code PIN, six chiffres',
  'device.change.title': 'Choisissez votre propre code PIN',
  'device.change.lead': 'Le code PIN reçu ne vaut que cette fois. Choisissez-en un que personne d’autre ne connaît.',

  'device.error.code': 'Ce code n’est pas valable, ou ne l’est plus. Demandez-en un nouveau.',
  'device.error.person': 'Choisissez qui vous êtes.',
  'device.error.pin-form': 'Un code PIN a six chiffres.',
  'device.error.pin-wrong': 'Cette personne et ce code PIN ne vont pas ensemble.',
  'device.error.pin-easy':
    'Choisissez six chiffres qui ne forment ni suite ni motif, et qui ne sont pas l’ancien code PIN.',
  'device.error.pin-wait': 'Le code PIN était faux plusieurs fois. Attendez un peu, puis réessayez.',
  'device.error.pin-locked':
    'Le code PIN était faux trop souvent sur cet appareil. Demandez un nouveau premier code PIN.',
  'device.error.not-paired': 'Cet appareil n’est plus associé.',
  'device.error.over': 'Le service sur cet appareil est fini. Commencez-le de nouveau.',

  'devices.title': 'Appareils',
  'devices.lead':
    'Scanners et points de vente de votre compagnie. Un appareil perdu est mis hors service ici, partout en quelques secondes.',
  'devices.none': 'Aucun appareil n’est encore associé.',
  'devices.more': 'Plus d’appareils',
  'devices.purpose.scanner': 'Scanner',
  'devices.purpose.point-of-sale': 'Point de vente',
  'devices.state.active': 'En service',
  'devices.state.locked': 'Verrouillé',
  'devices.state.revoked': 'Hors service',
  'devices.paired': 'Associé le {day}',
  'devices.seen': 'Vu la dernière fois le {day} à {time} UTC',
  'devices.name': 'Nom',
  'devices.rename': 'Renommer',
  'devices.lock': 'Verrouiller',
  'devices.unlock': 'Déverrouiller',
  'devices.revoke': 'Mettre hors service',
  'devices.act.label': '{act} : {name}',

  'devices.pair.title': 'Associer un appareil',
  'devices.pair.name': 'Comment s’appelle-t-il ?',
  'devices.pair.name.hint': 'Par exemple « Nyabugogo, guichet 2 »',
  'devices.pair.purpose': 'À quoi sert-il ?',
  'devices.pair.submit': 'Montrer un code d’association',
  'devices.code.title': 'Ouvrez ce code sur l’appareil',
  'devices.code.lead':
    'Scannez-le avec l’appareil, ou ouvrez-y /device et collez le texte. Il vaut dix minutes et pour un appareil.',
  'devices.code.picture': 'Code d’association',

  'devices.people.title': 'Codes PIN',
  'devices.people.lead':
    'Qui se connecte sur les appareils. Un premier code PIN est dit une fois, vaut sept jours, et se change à sa première utilisation.',
  'devices.people.none': 'Pas de code PIN',
  'devices.people.first': 'Premier code PIN, pas encore utilisé',
  'devices.people.own': 'A un code PIN',
  'devices.people.give': 'Donner un premier code PIN',
  'devices.pin.title': 'Premier code PIN de {name} : {pin}',
  'devices.pin.body': 'Dites-le à {name} en personne. Il n’est montré qu’ici.',
  'devices.error.name': 'Donnez à l’appareil un nom de 60 caractères au plus.',
  'devices.error.too-many-codes': 'Beaucoup de codes sont ouverts. Utilisez-les, ou attendez dix minutes.',
  'devices.error.gone': 'Ceci n’est plus là.',

  'pin.title': 'Votre code PIN',
  'pin.lead':
    'Pour les scanners et points de vente de votre compagnie. Qui y travaille avec votre ancien code PIN est déconnecté.',
  'pin.submit': 'Enregistrer le code PIN',
  'pin.done': 'Votre code PIN est enregistré.',
  'pin.error.password': 'Ce n’est pas votre mot de passe.',
  'pin.error.not-for-you': 'Les codes PIN sont pour le personnel qui travaille avec des appareils.',
};
