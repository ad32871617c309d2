import { expect, test } from 'vitest';
import { readCompanyConfig } from './config.ts';

test('trips are on sale 30 days ahead unless a setting says otherwise', () => {
  expect(readCompanyConfig({})).toEqual({ saleHorizonDays: 30 });
  expect(readCompanyConfig({ SALE_HORIZON_DAYS: '7' })).toEqual({ saleHorizonDays: 7 });
});

test.each(['-1', '731', 'soon'])('a sale horizon of "%s" is refused by name', (value) => {
  expect(() => readCompanyConfig({ SALE_HORIZON_DAYS: value })).toThrow('SALE_HORIZON_DAYS');
});
