import { createSimulator, phonePages, type Simulator } from '@safiri/simulator-kit';
import { scenariosByEnding } from './behaviour/scenarios.ts';
import { momo } from './company.ts';
import type { MomoSettings } from './settings.ts';
import { provideApiUser } from './wire/api-users.ts';
import { momoApi } from './wire/momo-api.ts';

export { developmentSettings } from './settings.ts';
export type { MomoSettings } from './settings.ts';
export { sandboxPayers } from './behaviour/sandbox-values.ts';
export { scenariosByEnding } from './behaviour/scenarios.ts';

/** Opens the books and builds the simulator around them. Throws `BooksRefused` when another one has them open. */
export function createMomoSimulator(settings: MomoSettings): Simulator {
  return createSimulator({
    company: momo,
    settings,
    prepare: (tx) =>
      provideApiUser(tx, { id: settings.apiUser, callbackHost: settings.callbackHost, apiKey: settings.apiKey }),
    rooms: [
      momoApi,
      async (room, context) =>
        phonePages(room, context, {
          title: momo.title,
          message: (prompt) => prompt.details['payerMessage'] ?? '',
          scenarios: scenariosByEnding,
          exampleNumber: '250788000001',
        }),
    ],
  });
}
