import Type, { type Static } from 'typebox';
import { readSettings } from '@safiri/runtime';

export const CompanySettings = Type.Object({
  SALE_HORIZON_DAYS: Type.Integer({
    minimum: 0,
    // Two years: nobody sells a seat further ahead, and every day ahead is a row per departure.
    maximum: 730,
    default: 30,
    description: 'How many days ahead of today trips are dated and thereby on sale, 0 to 730',
  }),
});

export type CompanyConfig = {
  /** Trips exist up to this many days after today, today in the company's own time zone. */
  readonly saleHorizonDays: number;
};

export function readCompanyConfig(environment: Readonly<Record<string, string | undefined>>): CompanyConfig {
  const settings: Static<typeof CompanySettings> = readSettings(CompanySettings, environment);
  return { saleHorizonDays: settings.SALE_HORIZON_DAYS };
}
