import type { voucher as en } from '../en/voucher.ts';
import type { Translation } from '../translation.ts';

export const voucher: Translation<typeof en> = {
  'voucher.title': 'Bon ou crédit',
  'voucher.code': 'Code du bon',
  'voucher.code.hint': 'Seize lettres et chiffres. Ce qu’il ne couvre pas, vous le payez ci-dessous.',
  'voucher.use': 'Utiliser ce bon',
  'voucher.use-own': 'Utiliser votre crédit de {remaining}, valable jusqu’au {until}',
  'voucher.take-off': 'Ne pas utiliser le bon qui paie {amount}',
  'voucher.pays': 'Payé par bon',
  'voucher.left': 'Reste à payer',
  'voucher.covered': 'Vos bons paient tout. Il ne reste rien à payer.',
  'voucher.book': 'Réserver',
  'voucher.error.short': 'Un code a seize lettres et chiffres. Tapez-le comme il est imprimé.',
  'refusal.voucher-unknown': 'Nous ne connaissons aucun bon avec ce code. Comparez-le avec ce qui est imprimé.',
  'refusal.voucher-expired': 'Ce bon n’est plus valable.',
  'refusal.voucher-empty': 'Il ne reste rien de ce bon.',
  'refusal.voucher-not-for-this':
    'Ce bon est pour une autre compagnie ou une autre monnaie, ou le prix est déjà couvert.',
  'refusal.too-many-vouchers': 'Une commande se paie avec quatre bons au plus.',
  'refusal.too-many-codes': 'Énormément de codes sont essayés depuis votre réseau. Veuillez réessayer dans une minute.',
  'refusal.payment-under-way': 'Un paiement pour cette commande est en cours. Veuillez attendre sa fin.',
  'refusal.order-not-covered': 'Une partie de cette commande reste à payer.',
};
