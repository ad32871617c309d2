import type { order as en } from '../en/order.ts';
import type { Translation } from '../translation.ts';

export const order: Translation<typeof en> = {
  'order.summary': 'Votre commande',
  'order.reference': 'Référence',
  'order.seats': '{count, plural, one {Siège} other {Sièges}} {seats}',
  'order.total': 'Total',
  'order.release': 'Rendre les sièges',

  'countdown.until': 'Vos sièges sont gardés pour vous jusqu’à {time}.',
  'countdown.visible': 'Sièges gardés jusqu’à {time}',
  'countdown.announce':
    'Il reste {minutes, plural, =0 {} one {# minute } other {# minutes }}{seconds, plural, =0 {} one {# seconde} other {# secondes}}.',
  'countdown.over': 'Le délai est passé.',
  'countdown.extend': 'Garder mes sièges encore 10 minutes',

  'passengers.title': 'Qui voyage ?',
  'passengers.who': '{count, plural, one {Passager} other {Passagers}}',
  'passengers.name': 'Nom',
  'passengers.name.of': 'Nom du passager {number}',
  'passengers.seat': 'Siège {seat}',
  'passengers.seats': 'Siège {out} à l’aller, siège {back} au retour',
  'passengers.contact': 'Où envoyer les billets ?',
  'passengers.contact.hint': 'Un numéro de téléphone ou une adresse e-mail, ou les deux.',
  'passengers.phone': 'Téléphone',
  'passengers.phone.hint': 'Comme vous le composez. Un numéro qui commence par 0 est lu comme +{code}.',
  'passengers.phone.hint.plus': 'Avec l’indicatif du pays, par exemple +250 788 123 456.',
  'passengers.email': 'E-mail',
  'passengers.submit': 'Aller au paiement',
  'passengers.error.name': 'Tapez le nom du passager comme sur sa pièce d’identité.',
  'passengers.error.contact':
    'Donnez un numéro de téléphone ou une adresse e-mail, pour que les billets vous parviennent.',
  'passengers.error.phone':
    'Ce n’est pas un numéro de téléphone. Tapez-le comme vous le composez, ou avec + et l’indicatif du pays.',
  'passengers.error.phone.plus': 'Tapez le numéro avec + et l’indicatif du pays, par exemple +250 788 123 456.',
  'passengers.error.email': 'Ce n’est pas une adresse e-mail. Elle ressemble à nom@example.com.',

  'payment.title': 'Payez vos billets',
  'payment.passengers': 'Voyageurs',
  'payment.tickets-to': 'Billets envoyés à',
  'payment.change': 'Modifier les noms ou le contact',
  'payment.method.mtn-momo': 'MTN Mobile Money',
  'payment.method.m-pesa': 'M-Pesa',
  'payment.method.paypal': 'PayPal',
  'payment.method.card': 'Carte',
  'payment.none':
    'Il n’y a pas de moyen de payer en {currency} ici en ce moment. Vos sièges sont gardés jusqu’à la fin du délai.',
  'payment.phone': 'Numéro qui paie',
  'payment.phone.hint': 'Le numéro {method} de la personne qui paie. Ce n’est pas forcément celui du passager.',
  'payment.submit': 'Payer {total}',
  'payment.asking': 'Nous demandons à votre opérateur…',
  'payment.next':
    'Une demande arrive sur ce téléphone. Rien n’est payé tant que vous ne l’approuvez pas là avec votre code PIN.',
  'payment.open.paypal': 'Continuer vers PayPal',
  'payment.open.card': 'Continuer vers la page de la carte',
  'payment.opening': 'Ouverture de la page…',
  'payment.next.page':
    'Vous approuvez sur une page à part et revenez ici. Numéros de carte et mots de passe se tapent là, jamais ici.',
  'payment.declined': 'Le paiement n’a pas abouti.',
  'payment.declined.again':
    'Aucun argent n’a été pris. Vos sièges sont toujours gardés ; vous pouvez réessayer tout de suite.',
  'payment.reason.declined': 'Il a été refusé sur le téléphone.',
  'payment.reason.declined.page': 'Il a été refusé, ou n’a pas été approuvé.',
  'payment.reason.expired': 'La demande n’a pas été approuvée à temps.',
  'payment.reason.expired.page': 'Il n’a pas été approuvé à temps.',
  'payment.reason.payer-not-found': 'Le numéro n’a pas de compte mobile money.',
  'payment.reason.limit-reached': 'Le portefeuille a atteint sa limite.',
  'payment.reason.not-enough-funds': 'Il n’y a pas assez d’argent dans le portefeuille.',
  'payment.reason.limit-reached.page': 'Le compte ou la carte a atteint sa limite.',
  'payment.reason.not-enough-funds.page': 'Il n’y a pas assez d’argent sur le compte.',
  'payment.reason.provider-error': 'La société de paiement n’a pas pu l’exécuter.',
  'payment.no-answer':
    'Nous ne savons pas encore si le paiement a commencé. Appuyez de nouveau : vous n’êtes jamais débité deux fois pour une demande.',

  'waiting.asked.title': 'Approuvez le paiement sur votre téléphone',
  'waiting.asked.body':
    'Nous avons demandé {total} au {phone}. Approuvez la demande sur ce téléphone avec votre code PIN.',
  'waiting.unknown.title': 'En attente de votre opérateur',
  'waiting.unknown.body':
    'Nous attendons encore que votre opérateur dise si {total} ont été payés depuis le {phone}. Ne payez pas de nouveau : nous continuons de demander, et vos sièges ou votre argent sont en sûreté.',
  'waiting.page.title': 'Terminez le paiement sur sa page',
  'waiting.page.body': 'Vous payez {total} là-bas. Rien n’est payé tant que vous n’approuvez pas.',
  'waiting.page.moment': 'Un instant. Nous demandons où en est votre paiement de {total}.',
  'waiting.page.back': 'Si vous avez déjà approuvé, cette page continue d’elle-même.',
  'waiting.page.unknown':
    'Nous attendons encore de savoir si {total} ont été payés. Ne payez pas de nouveau : nous continuons de demander, et vos sièges ou votre argent sont en sûreté.',
  'waiting.go.paypal': 'Aller à PayPal',
  'waiting.go.card': 'Aller à la page de la carte',
  'waiting.give-up': 'Payer autrement',
  'waiting.paid.title': 'Payé. Vos billets arrivent',
  'waiting.paid.body': 'Votre paiement de {total} est arrivé. Les billets suivent dans un instant.',
  'waiting.step.prompt': 'Regardez le téléphone qui paie. La demande peut prendre une demi-minute.',
  'waiting.step.pin': 'Vérifiez le montant et tapez votre code PIN là, jamais ici.',
  'waiting.step.ticket': 'Cette page passe à vos billets d’elle-même.',
  'waiting.again': 'Pas de demande ? Demander de nouveau. Vous n’êtes jamais débité deux fois.',
  'connection.lost.hold':
    'Rien n’est perdu : vos sièges restent gardés jusqu’à {time}. Cette page continue dès que vous êtes de nouveau connecté.',
  'connection.lost.waiting':
    'Rien n’est perdu : ce qui a été payé compte, que vous le voyiez ici ou non. Cette page continue dès que vous êtes reconnecté.',
  'waiting.leave': 'Vous pouvez fermer cette page. Les billets viennent aussi par SMS ou par e-mail.',

  'ended.expired.title': 'Vos sièges sont de nouveau en vente',
  'ended.expired.body':
    'Le délai pour les payer est passé, d’autres peuvent donc les prendre. Vous pouvez choisir de nouveau tout de suite.',
  'ended.released.title': 'Vous avez rendu vos sièges',
  'ended.released.body': 'D’autres peuvent maintenant les prendre.',
  'ended.cancelled.title': 'La compagnie a annulé ce voyage',
  'ended.cancelled.body': 'Votre commande s’est terminée avec lui.',
  'ended.no-money': 'Rien n’a été payé.',
  'ended.seats-again': 'Choisir des sièges de nouveau',
  'ended.search-again': 'Chercher un autre autobus',

  'unallocated.title': 'Votre argent vous est rendu',
  'unallocated.body':
    'Votre paiement de {total} est arrivé quand vos sièges n’étaient plus gardés, et il ne restait ni ceux-ci ni d’autres aussi bons. Vous n’avez pas de billets, et tout vous revient sans que vous fassiez rien.',
  'unallocated.body.cancelled':
    'La compagnie a annulé le voyage avant l’arrivée de votre paiement de {total}. Vous n’avez pas de billets, et tout vous revient sans que vous fassiez rien.',

  'next-departures.title': 'Les prochains autobus où il y a de la place pour vous',
  'next-departures.body': 'Une pression garde des sièges pour vous dans une nouvelle commande, à payer à nouveau.',
  'next-departures.take': 'Prendre {count, plural, one {un siège à {fare}} other {# sièges à {fare} chacun}}',
  'next-departures.take.of': 'dans l’autobus du {day}, {time}',
  'next-departures.full': 'Cet autobus vient de se remplir. Veuillez en prendre un autre.',

  'refund.pending': '{total} sont en route vers le numéro qui a payé.',
  'refund.succeeded': '{total} ont été rendus au numéro qui a payé.',
  'refund.failed':
    'L’opérateur n’a pas accepté le retour de {total} au premier essai. Nous continuons ; vous n’avez rien à faire.',
};
