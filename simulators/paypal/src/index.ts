import { createSimulator, type Simulator } from '@safiri/simulator-kit';
import { provideWebhook } from './books/webhooks.ts';
import { createPaypal } from './company.ts';
import { checkoutPages } from './pages/checkout-routes.ts';
import type { PaypalSettings } from './settings.ts';
import { openSigner } from './signing/signer.ts';
import { paypalApi } from './wire/paypal-api.ts';

export { buyers } from './behaviour/buyers.ts';
export { developmentSettings } from './settings.ts';
export type { PaypalSettings } from './settings.ts';

/** Opens the books and builds the simulator around them. Throws `BooksRefused` when another one has them open. */
export function createPaypalSimulator(settings: PaypalSettings): Simulator {
  const signer = openSigner(settings.dataFolder);
  return createSimulator({
    company: createPaypal(signer),
    settings,
    prepare: (tx) => provideWebhook(tx, { id: settings.webhookId, url: settings.webhookUrl }),
    rooms: [
      async (room, context) => paypalApi(room, { ...context, signer }),
      async (room, context) => checkoutPages(room, { ...context, signer }),
    ],
  });
}
