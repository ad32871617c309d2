/** Calls for every journey in the order of `amountsMinor`. */
export function mapJourneys<T>(stopCount: number, priceOf: (fromIndex: number, toIndex: number) => T): T[] {
  const prices: T[] = [];
  for (let from = 0; from < stopCount; from += 1) {
    for (let to = from + 1; to < stopCount; to += 1) prices.push(priceOf(from, to));
  }
  return prices;
}
