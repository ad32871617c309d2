import { systemClock } from '@safiri/kernel';
import { paypalSettings, startPaypalSimulator, visitPaypal } from '../../../tests/paypal-simulator.ts';
import { provesToBeAPaymentProvider } from '../testing/provider-conformance.ts';
import type { Payer } from '../testing/provider-counter.ts';
import { createPaypal } from './paypal.ts';

const buyer = (address: string): Payer => ({
  phone: null,
  visit: async (approveUrl) => void (await visitPaypal(approveUrl, address)),
});

provesToBeAPaymentProvider('PayPal', async () => {
  const paypal = await startPaypalSimulator();
  const next = async (operation: 'order' | 'refund', fault: object): Promise<void> =>
    void (await paypal.control('PUT', `faults/${operation}/everyone`, { ...fault, times: 1 }));
  const fates = {
    lost: { post: 'SERVICE_UNAVAILABLE' },
    'taken-but-not-answered': { post: 'cut-after-accepting' },
    refused: { post: 'PAYEE_ACCOUNT_RESTRICTED' },
    fails: { answer: 'FAILED' },
  };
  return {
    provider: createPaypal(paypalSettings(paypal.address), { clock: systemClock }),
    // Discard: nothing listens on port 9.
    unreachable: createPaypal(paypalSettings('http://127.0.0.1:9'), { clock: systemClock }),
    payers: {
      approves: buyer('buyer@example.com'),
      declines: buyer('declined@example.com'),
      silent: { phone: null, visit: async () => undefined },
    },
    takesReferenceOnce: true,
    amounts: [
      { amountMinor: 1_207, currency: 'USD' },
      { amountMinor: 5, currency: 'EUR' },
      { amountMinor: 900, currency: 'JPY' },
    ],
    nextPayment: async (fate) => await next('order', fates[fate]),
    nextRefund: async (fate) => await next('refund', fates[fate]),
    settle: async () => await paypal.quiet(),
    moved: async (orderReference) => await paypal.moved(orderReference),
    close: async () => await paypal.stop(),
  };
});
