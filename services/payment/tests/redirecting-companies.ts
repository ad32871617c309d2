import { cardSettings, startCardSimulator, visitCardPage } from './card-simulator.ts';
import { paypalSettings, startPaypalSimulator, visitPaypal } from './paypal-simulator.ts';
import type { RedirectingCompany } from './redirect-desk.ts';

/** The same payers at each company: who pays, is declined, pays though no callback comes, or is decided on late. */
export type Payers = Readonly<Record<'pays' | 'declined' | 'unheard' | 'heardTwice' | 'late' | 'noRefund', string>>;

export const paypal: RedirectingCompany & { readonly payers: Payers } = {
  method: 'paypal',
  start: startPaypalSimulator,
  config: (address) => ({ paypal: paypalSettings(address) }),
  callbackPath: '/api/v1/payment/callbacks/paypal',
  visit: visitPaypal,
  payers: {
    pays: 'buyer@example.com',
    declined: 'declined@example.com',
    unheard: 'silent@example.com',
    heardTwice: 'twice@example.com',
    late: 'review@example.com',
    noRefund: 'no-refund@example.com',
  },
};

export const card: RedirectingCompany & { readonly payers: Payers } = {
  method: 'card',
  start: startCardSimulator,
  config: (address) => ({ card: cardSettings(address) }),
  callbackPath: '/api/v1/payment/callbacks/card',
  visit: visitCardPage,
  payers: {
    pays: '4000000000003220',
    declined: '4000000000000002',
    unheard: '4000000000000101',
    heardTwice: '4000000000000200',
    late: '4000000000000408',
    noRefund: '4000000000000507',
  },
};
