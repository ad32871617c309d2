import type { Catalogue } from './catalogue.ts';

export const fr: Catalogue = {
  'booking.sms': 'Safiri {reference} : {journeys} {count, plural, one {Votre billet} other {Vos billets}} : {link}',
  'booking.subject': 'Votre réservation {reference} est confirmée',
  'booking.mail':
    'Votre réservation {reference} est confirmée et payée : {total}.\n\n{journeys}\n\n{count, plural, one {Votre billet est} other {Vos billets sont}} ici. Montrez le code sur votre téléphone ou sur papier à l’embarquement :\n{link}\n\nGardez cette adresse pour vous : qui la possède peut voyager avec.',
  'booking.journey': '{company} : {from} – {to}, {departs}, {count, plural, one {siège} other {sièges}} {seats}.',
  'booking.other-seats':
    'Votre paiement est arrivé tard : {count, plural, one {siège} other {sièges}} {seats} au lieu de {ordered}, au même prix. Si cela ne vous convient pas, rendez tout sur la page de vos billets avant {until} : tout votre argent vous revient.',
  'refund-due.seats-gone':
    'Safiri {reference} : votre paiement est arrivé quand les sièges étaient déjà pris. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.paid-twice':
    'Safiri {reference} : vous avez payé deux fois. Nous vous renvoyons {amount}. Votre réservation reste inchangée.',
  'refund-due.trip-cancelled':
    'Safiri {reference} : la compagnie a annulé le voyage. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.amount-mismatch':
    'Safiri {reference} : le montant payé n’est pas le prix de votre commande. Nous vous renvoyons {amount}. La commande elle-même n’est pas payée.',
  'refund-due.passenger-cancelled':
    'Safiri {reference} : vos billets sont annulés comme vous l’avez demandé. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.company-cancelled':
    'Safiri {reference} : la compagnie n’a pas pu vous transporter et a annulé des billets. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.order-released':
    'Safiri {reference} : votre paiement est arrivé alors que vous aviez rendu les sièges. Nous vous renvoyons {amount}. Vous n’avez rien à faire.',
  'refund-due.other-seats':
    'Safiri {reference} : vous avez rendu les sièges reçus à la place des vôtres. Nous vous renvoyons {amount}, sans aucuns frais.',
  'refund-due.at-counter':
    'Safiri {reference} : {amount} de ce que vous avez payé en espèces vous reviennent. Venez à un guichet de la compagnie et donnez cette référence : {reference}.',
  'seats-given-up.nothing':
    'Safiri {reference} : vos billets sont annulés. Selon les conditions de la compagnie, rien n’est remboursé.',
  'seats-given-up.restored': 'Safiri {reference} : vos billets sont annulés. {amount} sont de nouveau sur votre bon.',
  'seats-given-up.credit':
    'Safiri {reference} : vos billets sont annulés. Vous avez un bon de {amount}, valable jusqu’au {until}. Il vous est proposé quand vous payez votre prochaine place, dans le navigateur ou le compte avec lequel vous avez réservé.',
  'seats-given-up.subject': 'Vos billets sont annulés ({reference})',
  'refund-due.subject': 'Nous vous renvoyons votre argent ({reference})',
  'refund-succeeded.text': 'Safiri : {amount} vous ont été renvoyés.',
  'refund-succeeded.subject': 'Votre argent vous a été renvoyé',
  'receipt.subject': 'Reçu {number} de {company} ({reference})',
  'receipt.mail':
    '{company} a établi le reçu {number} pour votre réservation {reference} : {total}.\n\nPour le lire, le garder ou l’imprimer (PDF) :\n{link}\n\nGardez cette adresse pour vous : qui la possède peut voir votre réservation.',
  'credit-note.subject': 'Avoir {number} de {company} ({reference})',
  'credit-note.mail':
    '{company} a établi l’avoir {number} pour ce qui vous revient de votre réservation {reference} : {total}.\n\nPour le lire, le garder ou l’imprimer (PDF) :\n{link}\n\nGardez cette adresse pour vous : qui la possède peut voir votre réservation.',
  'tickets-replaced.journey':
    '{company} : {from} – {to}, {departs}, {count, plural, one {siège} other {sièges}} {seats} au lieu de {before}.',
  'tickets-replaced.sms':
    'Safiri {reference} : vos sièges ont changé. {journeys} {count, plural, one {Votre nouveau code ; l’ancien ne vaut plus} other {Vos nouveaux codes ; les anciens ne valent plus}} : {link}',
  'tickets-replaced.subject': 'Vos sièges ont changé ({reference})',
  'tickets-replaced.mail':
    'Des sièges de votre réservation {reference} ont été changés, sans frais :\n\n{journeys}\n\n{count, plural, one {L’ancien code ne vaut plus. Votre nouveau code est} other {Les anciens codes ne valent plus. Vos nouveaux codes sont}} ici :\n{link}\n\nSi ce n’était ni vous, ni la compagnie pour vous, quelqu’un d’autre a cette adresse : appelez la compagnie.',
  'tickets-again.sms':
    'Safiri {reference} : {journeys} {count, plural, one {Votre billet} other {Vos billets}} : {link}',
  'tickets-again.subject': '{count, plural, one {Votre billet} other {Vos billets}} {reference}',
  'tickets-again.mail':
    'Vous avez redemandé {count, plural, one {votre billet} other {vos billets}} {reference} :\n\n{journeys}\n\n{count, plural, one {Ouvrez-le} other {Ouvrez-les}} ici et montrez le code en montant :\n{link}\n\nGardez cette adresse pour vous : quiconque l’a peut voyager avec. Si vous n’avez rien demandé, vous n’avez rien à faire : elle n’a été envoyée qu’à vous.',
  'waiting-offer.sms':
    'Safiri : {count, plural, one {un siège s’est libéré} other {des sièges se sont libérés}} pour vous. {company}, {from} – {to}, {departs}, {count, plural, one {siège} other {sièges}} {seats}. À vous jusqu’à {until} : {link}',
  'waiting-offer.subject': '{count, plural, one {Votre siège} other {Vos sièges}} de {from} à {to}',
  'waiting-offer.mail':
    'Vous attendiez {count, plural, one {un siège, et il est maintenant retenu} other {des sièges, et ils sont maintenant retenus}} pour vous :\n\n{company} : {from} – {to}, {departs}, {count, plural, one {siège} other {sièges}} {seats}.\n\nPayez avant {until}. Ensuite, {count, plural, one {il sera proposé} other {ils seront proposés}} à la personne suivante :\n{link}\n\nOuvrez cette adresse sur l’appareil, ou dans le compte, avec lequel vous vous êtes inscrit sur la liste d’attente.',
  'payout-account.subject': 'Versements à {company} : un compte a été modifié',
  'payout-account.asked':
    'Quelqu’un a demandé que les versements à {company} en {currency} aillent à {account}. Une autre personne doit d’abord le confirmer.',
  'payout-account.confirmed':
    'Il a été confirmé que les versements à {company} en {currency} vont à {account}, à partir du {from}.',
  'payout-account.refused':
    'Il a été refusé que les versements à {company} en {currency} aillent à {account}. Rien ne change.',
  'payout-account.not-you': 'Si personne chez vous ne l’a voulu, prévenez-nous aussitôt. Numéro : {accountId}',
  'sign-in-code.subject': 'Votre code Safiri',
  'sign-in-code.text':
    'Safiri : votre code est {code}. Tapez-le là où vous l’avez demandé, dans les 10 minutes. Personne chez nous ne vous le demandera jamais.',
  'second-factor-code.subject': 'Votre code pour vous connecter à Safiri',
  'second-factor-code.text':
    'Safiri : {code} est votre code pour finir de vous connecter. Si ce n’est pas vous, quelqu’un connaît votre mot de passe : changez-le. Personne chez nous ne vous demandera jamais un code.',
  'proof-code.subject': 'Votre code pour confirmer que c’est vous',
  'proof-code.text':
    'Safiri : {code} est votre code pour confirmer que c’est vous. Si vous ne l’avez pas demandé, quelqu’un utilise un navigateur où vous êtes connecté : déconnectez-vous partout.',
  'identifier-code.subject': 'Votre code pour confirmer cette adresse',
  'identifier-code.text':
    'Safiri : {code} est votre code pour ajouter ce téléphone ou cet e-mail à un compte. Si vous ne l’avez pas demandé, ne faites rien.',
  'reset-code.subject': 'Votre code pour un nouveau mot de passe',
  'reset-code.text':
    'Safiri : {code} est votre code pour choisir un nouveau mot de passe. Si vous ne l’avez pas demandé, ne faites rien : votre mot de passe ne change pas.',
  'reset-without-account.subject': 'Aucun compte à cette adresse',
  'reset-without-account.text':
    'Safiri : quelqu’un a demandé un nouveau mot de passe ici, mais aucun compte n’a ce téléphone ou cet e-mail. Si c’était vous, essayez l’autre que vous utilisez. Sinon, ne faites rien.',
  'account-changed.subject': 'Votre compte Safiri a été modifié',
  'account-changed.password-changed':
    'Safiri : votre compte a un nouveau mot de passe, et tous les autres navigateurs sont déconnectés.',
  'account-changed.password-reset':
    'Safiri : votre compte a un nouveau mot de passe, choisi par qui lit ce téléphone ou cet e-mail. Tout le monde est déconnecté.',
  'account-changed.email-changed':
    'Safiri : votre compte a une nouvelle adresse e-mail. La précédente ne l’ouvre plus.',
  'account-changed.phone-changed':
    'Safiri : votre compte a un nouveau numéro de téléphone. Le précédent ne l’ouvre plus.',
  'account-changed.app-added': 'Safiri : une application d’authentification protège maintenant votre compte.',
  'account-changed.app-removed': 'Safiri : l’application d’authentification ne protège plus votre compte.',
  'account-changed.passkey-added': 'Safiri : une nouvelle clé d’accès ouvre votre compte.',
  'account-changed.passkey-removed': 'Safiri : une clé d’accès de votre compte a été retirée.',
  'account-changed.recovery-codes-made':
    'Safiri : votre compte a de nouveaux codes de secours. Les anciens ne valent plus rien.',
  'account-changed.recovery-code-used':
    'Safiri : un code de secours a servi pour votre compte. {left, plural, =0 {Il n’en reste aucun : faites-en de nouveaux.} one {Il en reste un.} other {Il en reste #.}}',
  'account-changed.factors-reset':
    'Safiri : un collègue a retiré l’application d’authentification, les clés d’accès et les codes de secours de votre compte. Connectez-vous avec votre mot de passe et un code, puis ajoutez-en d’autres.',
  'account-changed.app-code-reused':
    'Safiri : un code de votre application d’authentification a été utilisé une seconde fois, et refusé. Quelqu’un l’a peut-être lu par-dessus votre épaule, ou sur une page qui n’est pas la nôtre.',
  'account-changed.tries-used-up':
    'Safiri : on a essayé de mauvais mots de passe ou codes pour votre compte, jusqu’à devoir attendre. Personne n’est entré. Si ce n’était pas vous, vous n’avez rien à faire ; changez un mot de passe que vous utilisez aussi ailleurs.',
  'account-changed.not-you':
    'Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe, ce qui déconnecte tous les autres : {link}',
  'account-changed.not-you-elsewhere':
    'Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe avec l’autre téléphone ou e-mail de votre compte, ou depuis un navigateur encore connecté : {link}',
  'staff-invitation.subject': 'Vous êtes invité à rejoindre l’équipe de {company}',
  'staff-invitation.text':
    'Safiri : vous êtes invité à rejoindre l’équipe de {company}. Ouvrez ce lien dans les 7 jours pour choisir un nom et un mot de passe ; il ne sert qu’une fois et qu’à vous : {link}',
  'invariant-violated.subject': 'Safiri : quelque chose ne va pas dans {service} ({kind})',
  'invariant-violated.mail':
    'Le contrôle de {service} a trouvé ce qui ne doit jamais arriver.\n\nRègle enfreinte : {invariant}\nTrouvé sur : {subject}\nTrouvé le : {foundAt}\nDétails (en anglais) : {sentence}\nNuméro : {violationId}\n\nLancez « npm run audit » pour voir tout ce qui ne va pas en ce moment. Ce qu’il faut faire est décrit dans docs/operations/audit.md.',
  'invariant-violated.many':
    'Cela fait {most} messages en une heure. Aucun autre n’est envoyé avant la fin de l’heure, même si l’on trouve davantage.',
  'invariant.no-overlap': 'aucun siège n’est vendu deux fois sur un même tronçon',
  'invariant.money-balances': 'l’argent reçu est ce qui a été acheté, ce qui est rendu, et les frais',
  'invariant.one-effect': 'un événement extérieur a un effet au plus',
  'invariant.ends-stay': 'ce qui est terminé le reste',
  'invariant.failed-means-unpaid': 'personne ne lit « échec » tant que l’argent a pu partir',
};
