import { searchNetwork, strides } from '../search/search-network.ts';
import { skew } from '../search/search-keys.ts';

/** A pgbench script that sends S2 with the keys that search-keys.ts draws for us, in one round trip. */
export function s2Script(s2: string, { firstDate, skewed }: { firstDate: string; skewed: boolean }): string {
  const { stops, lines, days, leastStops, mostStops } = searchNetwork;
  const draw = (count: number): string =>
    skewed ? `random_zipfian(1, ${count}, ${skew}) - 1` : `random(0, ${count - 1})`;
  const cases = strides.map((stride, index) => `when :line % ${strides.length} = ${index} then ${stride}`);
  return `\\set line ${draw(lines)}
\\set stop_count ${leastStops} + :line % ${mostStops - leastStops + 1}
\\set one random(0, :stop_count - 1)
\\set other (:one + random(1, :stop_count - 1)) % :stop_count
\\set stride case ${cases.join(' ')} end
\\set from_stop (:line * 37 + least(:one, :other) * :stride) % ${stops}
\\set to_stop (:line * 37 + greatest(:one, :other) * :stride) % ${stops}
\\set day ${draw(days)}
${s2.replace('$1', ':from_stop').replace('$2', ':to_stop').replace('$3', `date '${firstDate}' + :day::int`)}`;
}
