const daySeconds = 86_400;
const twoDigits = Array.from({ length: 60 }, (_number, index) => String(index).padStart(2, '0'));

/** A list of trips has some hundred instants of one or two days. */
let lastDay = Number.NaN;
let lastDayText = '';

/** As `toISOString` writes the instant, of milliseconds since 1970, in a tenth of its time: half of a search was that. */
export function instantText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const day = Math.floor(seconds / daySeconds);
  const ofDay = seconds - day * daySeconds;
  if (!Number.isInteger(ofDay)) return new Date(milliseconds).toISOString();
  if (day !== lastDay) {
    lastDayText = new Date(day * daySeconds * 1000).toISOString().slice(0, -'00:00:00.000Z'.length);
    lastDay = day;
  }
  return `${lastDayText}${twoDigits[Math.floor(ofDay / 3600)]}:${twoDigits[Math.floor(ofDay / 60) % 60]}:${twoDigits[ofDay % 60]}.000Z`;
}
