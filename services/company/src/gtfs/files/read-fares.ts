import { currencyDigits, parseMajor } from '@safiri/kernel';
import type { Money } from '@safiri/kernel';
import type { Agency, Fare } from '../feed.ts';
import { addUnique, isKnown } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { optionalText, refuseFeed, requiredText, text, warn } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';

export const fareTable: Table = {
  file: 'fare_attributes.txt',
  presence: 'optional',
  requiredColumns: ['fare_id', 'price', 'currency_type'],
  optionalColumns: ['payment_method', 'transfers', 'agency_id', 'transfer_duration'],
};

/** A fare, or the place of one whose currency is not traded here. */
export type FareLine = { readonly fare: Fare | undefined; readonly currency: string; readonly line: number };

/** The fares by id. Where and when money changes hands, and transfers, are ours to decide: those fields are not read. */
export async function readFares(
  reading: Reading,
  agencies: ReadonlyMap<string, Agency>,
): Promise<ReadonlyMap<string, FareLine>> {
  const fares = new Map<string, FareLine>();
  await readTable(reading, fareTable, (row) => {
    const id = requiredText(row, 'fare_id');
    const currency = requiredText(row, 'currency_type');
    const price = priceOf(row, currency);
    const agencyId = optionalText(row, 'agency_id');
    if (agencyId !== undefined) isKnown(row, 'agency_id', { records: agencies, file: 'agency.txt' });
    const fare = price === undefined ? undefined : { id, price, agencyId };
    addUnique(row, fares, { field: 'fare_id', key: id, value: { fare, currency, line: row.line } });
  });
  return fares;
}

function priceOf(row: Row, currency: string): Money | undefined {
  const amount = requiredText(row, 'price');
  if (currency === '' || amount === '') return undefined;
  if (!isoCurrencies.has(currency)) {
    const expected = 'A currency code of ISO 4217 in capitals, such as RWF.';
    refuseFeed(row, { code: 'invalid_currency', field: 'currency_type', expected });
    return undefined;
  }
  const digits = currencyDigits(currency);
  if (digits === undefined) {
    const expected = 'A currency that is traded here; the fare is not used.';
    warn(row, { code: 'currency_not_traded', field: 'currency_type', expected });
    return undefined;
  }
  const price = parseMajor(amount, currency);
  if (price === undefined) {
    const expected = `An amount of zero or more with at most ${digits} decimals, as ${currency} has.`;
    refuseFeed(row, { code: 'invalid_currency_amount', field: 'price', value: text(row, 'price'), expected });
  }
  return price;
}

const isoCurrencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
