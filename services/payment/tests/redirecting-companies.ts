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
