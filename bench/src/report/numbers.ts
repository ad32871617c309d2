/** What was not measured, or cannot be here. */
const none = '–';

export function digits(value: number): string {
  return value.toFixed(2);
}

export function wholeNumber(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? none : Math.round(value).toLocaleString('en');
}

/** Three significant digits below ten, whole tenths above: 0.214, 4.56, 38.1. */
export function milliseconds(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return none;
  return value < 10 ? value.toPrecision(3) : value.toFixed(1);
}
