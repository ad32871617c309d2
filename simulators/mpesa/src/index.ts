import { createSimulator, phonePages, type Simulator } from '@safiri/simulator-kit';
import { scenariosByEnding } from './behaviour/scenarios.ts';
import { mpesa } from './company.ts';
import type { MpesaSettings } from './settings.ts';
import { darajaApi } from './wire/daraja-api.ts';

export { developmentSettings } from './settings.ts';
export type { MpesaSettings } from './settings.ts';
export { scenariosByEnding } from './behaviour/scenarios.ts';

/** Opens the books and builds the simulator around them. Throws `BooksRefused` when another one has them open. */
export function createMpesaSimulator(settings: MpesaSettings): Simulator {
  return createSimulator({
    company: mpesa,
    settings,
    rooms: [
      darajaApi,
      async (room, context) =>
        phonePages(room, context, {
          title: mpesa.title,
          message: ({ details }) =>
            `Do you want to pay ${details['description'] ?? ''} to paybill ${settings.shortCode}?`,
          scenarios: scenariosByEnding,
          exampleNumber: '254712000001',
        }),
    ],
  });
}
