/** East Africa keeps UTC+3 all the year. */
const aheadMilliseconds = 3 * 3_600_000;

/** `20191219102115`, as requests write instants. */
export function compactTime(instant: Date): string {
  return localText(instant).replaceAll(/\D/g, '');
}

/** `2020-08-04 08:36:00`, as pulling wants them. */
export function plainTime(instant: Date): string {
  return localText(instant).replace('T', ' ');
}

function localText(instant: Date): string {
  return new Date(instant.getTime() + aheadMilliseconds).toISOString().slice(0, 19);
}
