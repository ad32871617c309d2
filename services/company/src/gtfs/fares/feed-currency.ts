import { currencyDigits } from '@safiri/kernel';

/** Countries by the time zones they keep; zones of the feeds we know and of the region we serve. */
const currencyByTimeZone: Readonly<Record<string, string>> = {
  'Africa/Addis_Ababa': 'ETB',
  'Africa/Blantyre': 'MWK',
  'Africa/Bujumbura': 'BIF',
  'Africa/Dar_es_Salaam': 'TZS',
  'Africa/Johannesburg': 'ZAR',
  'Africa/Juba': 'SSP',
  'Africa/Kampala': 'UGX',
  'Africa/Kigali': 'RWF',
  'Africa/Kinshasa': 'CDF',
  'Africa/Lubumbashi': 'CDF',
  'Africa/Lusaka': 'ZMW',
  'Africa/Maputo': 'MZN',
  'Africa/Nairobi': 'KES',
  'America/Chicago': 'USD',
  'America/Denver': 'USD',
  'America/Los_Angeles': 'USD',
  'America/New_York': 'USD',
  'Asia/Tokyo': 'JPY',
  'Europe/London': 'GBP',
  'Pacific/Honolulu': 'USD',
};

/**
 * What a feed's fares are in: the currency most of its own fares have (by name, when several tie), else that of the
 * country its time zone names. Undefined when neither is a currency traded here; such a feed needs fares set by hand.
 */
export function feedCurrency(fareCurrencies: readonly string[], timeZone: string): string | undefined {
  const counts = new Map<string, number>();
  for (const currency of fareCurrencies) {
    if (currencyDigits(currency) !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [mostUsed] = [...counts].toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));
  return mostUsed?.[0] ?? currencyByTimeZone[timeZone];
}
