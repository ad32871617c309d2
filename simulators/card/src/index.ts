import { createSimulator, type Simulator } from '@safiri/simulator-kit';
import { createAcquirer } from './company.ts';
import { paymentPages } from './pages/payment-routes.ts';
import type { CardSettings } from './settings.ts';
import { acquirerApi } from './wire/acquirer-api.ts';

export { testCards } from './behaviour/test-cards.ts';
export { bankCodes } from './behaviour/bank-codes.ts';
export { developmentSettings } from './settings.ts';
export type { CardSettings } from './settings.ts';

/** Opens the books and builds the simulator around them. Throws `BooksRefused` when another one has them open. */
export function createCardSimulator(settings: CardSettings): Simulator {
  return createSimulator({
    company: createAcquirer(settings.webhookSecret),
    settings,
    rooms: [acquirerApi, paymentPages],
  });
}
