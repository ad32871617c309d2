import { expect, test } from 'vitest';
import { ConfigRefused } from '@safiri/simulator-kit';
import { readConfig } from './config.ts';
import { developmentSettings } from './settings.ts';

test('an empty environment gives the development settings', () => {
  expect(readConfig({})).toEqual({ settings: developmentSettings, endWithParent: false });
});

test('what is set is taken', () => {
  const { settings, endWithParent } = readConfig({
    MOMO_SIMULATOR_PORT: '0',
    MOMO_SIMULATOR_CURRENCIES: 'RWF, USD',
    MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '0',
    MOMO_SIMULATOR_END_WITH_PARENT: 'yes',
  });
  expect(settings).toMatchObject({ port: 0, currencies: ['RWF', 'USD'], switches: { autoApproveSeconds: 0 } });
  expect(endWithParent).toBe(true);
});

test('all mistakes are reported together, one sentence each', () => {
  const read = () =>
    readConfig({
      MOMO_SIMULATOR_PORT: '70000',
      MOMO_SIMULATOR_SPEED: 'fast',
      MOMO_SIMULATOR_CURRENCIES: 'RWF,ABC',
      MOMO_SIMULATOR_PROMPT_LIFETIME_SECONDS: '0',
      MOMO_SIMULATOR_API_USER: 'me',
      MOMO_SIMULATOR_LOG: 'loud',
    });
  expect(read).toThrow(ConfigRefused);
  expect(read).toThrow(/^(MOMO_SIMULATOR_[A-Z_]+ .+\.\n?){6}$/);
});
