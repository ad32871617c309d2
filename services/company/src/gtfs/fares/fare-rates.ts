/** A fare by distance, in minor units of the currency. */
export type FareRate = {
  /** Per kilometre of road. */
  readonly perKilometre: number;
  /** Fares are multiples of this: what tills can change. */
  readonly step: number;
  /** The shortest ride; a multiple of the step. */
  readonly minimum: number;
};

/**
 * What a seat on an ordinary coach costs per kilometre, by currency: the order of magnitude of what regulators set or
 * companies ask, rounded. These are a start for a company that has not set its fares, not a tariff.
 */
export const fareRates: Readonly<Record<string, FareRate>> = {
  // Upcountry tariffs in Rwanda are set near 30 francs a kilometre; the smallest coin in daily use is 50, here 100.
  RWF: { perKilometre: 30, step: 100, minimum: 500 },
  // Kampala to Mbarara, 270 km, costs about 30,000 shillings; notes start at 1,000.
  UGX: { perKilometre: 110, step: 1000, minimum: 3000 },
  // Nairobi to Mombasa, 485 km, costs about 1,500 shillings, hence 3.20 a kilometre; nobody changes less than ten.
  KES: { perKilometre: 320, step: 1000, minimum: 5000 },
  // The regulator's ordinary and semi-luxury classes lie at about 50 and 70 shillings a kilometre; coins end at 500.
  TZS: { perKilometre: 6000, step: 50_000, minimum: 200_000 },
  // No tariff known; Rwanda's rate, a Rwandan franc being worth about two.
  BIF: { perKilometre: 70, step: 500, minimum: 1000 },
  // Four US cents, what cross-border companies around ask, at about 2,800 francs to the dollar.
  CDF: { perKilometre: 11_000, step: 50_000, minimum: 200_000 },
  // No tariffs known: two to four US cents, as in the neighbouring countries.
  ETB: { perKilometre: 300, step: 500, minimum: 2000 },
  MWK: { perKilometre: 7000, step: 10_000, minimum: 100_000 },
  MZN: { perKilometre: 250, step: 500, minimum: 2000 },
  SSP: { perKilometre: 15_000, step: 50_000, minimum: 500_000 },
  ZMW: { perKilometre: 90, step: 500, minimum: 2000 },
  // Johannesburg to Durban, 570 km, costs about 350 rand.
  ZAR: { perKilometre: 60, step: 500, minimum: 5000 },
  // Long-distance coaches in the United States ask ten to fifteen cents a kilometre.
  USD: { perKilometre: 12, step: 25, minimum: 200 },
  // Country buses in Japan ask 20 to 40 yen a kilometre, long-distance coaches less; coins of ten.
  JPY: { perKilometre: 25, step: 10, minimum: 160 },
  // Coaches in Europe ask five to ten cents a kilometre.
  EUR: { perKilometre: 8, step: 50, minimum: 300 },
  GBP: { perKilometre: 8, step: 50, minimum: 300 },
};
