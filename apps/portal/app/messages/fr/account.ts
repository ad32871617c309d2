import type { account as en } from '../en/account.ts';
import type { Translation } from '../translation.ts';

export const account: Translation<typeof en> = {
  'account.identifier': 'Téléphone ou e-mail',
  'account.identifier.hint': 'Un numéro de téléphone avec l’indicatif du pays, par exemple +250 788 123 456.',
  'account.password': 'Mot de passe',
  'account.password.hint': 'Au moins 10 caractères. Trois ou quatre mots en font un bon.',
  'account.name': 'Votre nom',
  'account.error.identifier': 'Tapez un numéro de téléphone avec l’indicatif du pays, ou une adresse e-mail.',
  'account.error.password-missing': 'Tapez votre mot de passe.',
  'account.error.password-short': 'Un mot de passe a au moins 10 caractères.',
  'account.error.password-long': 'Ce mot de passe est trop long. 72 caractères sont le maximum.',
  'account.error.name': 'Tapez votre nom.',
  'account.error.password-common':
    'Beaucoup de personnes ont ce mot de passe, on le devine donc en premier. Choisissez-en un à vous.',
  'account.error.password-personal': 'Il est fait de votre nom ou de votre adresse. Choisissez autre chose.',
  'account.error.sign-in-failed': 'Le téléphone ou l’e-mail et le mot de passe ne vont pas ensemble.',

  'sign-in.title': 'Se connecter',
  'sign-in.lead': 'Pour voir vos billets sur tous vos appareils.',
  'sign-in.submit': 'Se connecter',
  'sign-in.no-account': 'Pas encore de compte ?',
  'sign-in.by-code': 'M’envoyer plutôt un code',
  'sign-in.by-passkey': 'Utiliser une clé d’accès',
  'sign-in.forgot': 'Oublié ce que vous aviez tapé ici ?',
  'sign-in.reset': 'En choisir un nouveau',

  'register.title': 'Créer un compte',
  'register.lead': 'Les billets achetés sans compte sur cet appareil y seront rangés.',
  'register.submit': 'Créer le compte',
  'register.send': 'M’envoyer un code',
  'register.details.title': 'À propos de vous',
  'register.details.lead': 'Votre téléphone ou votre e-mail est confirmé. Il reste une étape.',
  'register.password.optional': 'Mot de passe, si vous en voulez un',
  'register.password.hint':
    'Sans mot de passe, vous vous connectez chaque fois par un code. Au moins 10 caractères ; trois ou quatre mots en font un bon.',
  'register.have-account': 'Vous en avez un ?',

  'sessions.title': 'Où vous êtes connecté',
  'sessions.lead': 'Navigateurs et applications qui utilisent votre compte. Terminez ce que vous ne connaissez pas.',
  'sessions.unnamed': 'Un programme sans nom',
  'sessions.current': 'Vous êtes ici',
  'sessions.used.now': 'Utilisé il y a quelques minutes',
  'sessions.used.minutes': '{count, plural, one {Utilisé il y a # minute} other {Utilisé il y a # minutes}}',
  'sessions.used.hours': '{count, plural, one {Utilisé il y a # heure} other {Utilisé il y a # heures}}',
  'sessions.used.days': '{count, plural, one {Utilisé il y a # jour} other {Utilisé il y a # jours}}',
  'sessions.since': 'Connecté depuis le {day}',
  'sessions.end': 'Terminer',
  'sessions.end.label': 'Terminer {name}',
  'sessions.end-others': 'Terminer toutes les autres',
};
