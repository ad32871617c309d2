/** Calling codes of the zones our buses leave from (ITU-T E.164); elsewhere a number is typed with its +. */
const callingCodes: Readonly<Record<string, string>> = {
  'Africa/Kigali': '250',
  'Africa/Addis_Ababa': '251',
  'Africa/Nairobi': '254',
  'Africa/Dar_es_Salaam': '255',
  'Africa/Kampala': '256',
  'Africa/Bujumbura': '257',
  'Africa/Maputo': '258',
  'Africa/Lusaka': '260',
  'Africa/Harare': '263',
  'Africa/Blantyre': '265',
  'Africa/Juba': '211',
  'Africa/Kinshasa': '243',
  'Africa/Lubumbashi': '243',
};

/** Subscriber numbers of all these countries have nine digits after the leading 0. */
const nationalDigits = 9;

export function callingCodeOf(timeZone: string): string | undefined {
  return callingCodes[timeZone];
}

/** A number as people write it, as E.164: "0788 123 456" in Rwanda is +250788123456. Undefined when it can be no number. */
export function readPhone(text: string, callingCode: string | undefined): string | undefined {
  const digits = text.replaceAll(/[\s().\-/]/g, '').replace(/^00/, '+');
  const international = digits.startsWith('+') ? digits : completed(digits, callingCode);
  return /^\+[1-9]\d{6,14}$/.test(international) ? international : undefined;
}

function completed(digits: string, callingCode: string | undefined): string {
  if (callingCode === undefined) return digits;
  if (digits.startsWith('0')) return `+${callingCode}${digits.slice(1)}`;
  if (digits.length === nationalDigits) return `+${callingCode}${digits}`;
  return digits.startsWith(callingCode) ? `+${digits}` : digits;
}
