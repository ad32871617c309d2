import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** What an account is found by: an e-mail address in lower case, or a phone number in E.164. */
export type Identifier = { readonly kind: 'email' | 'phone'; readonly value: string };

/** The longest path an e-mail address may have (RFC 5321, 4.5.3.1.3). */
const longestEmail = 254;

/** Reads a phone number as people write it, or an e-mail address; undefined when it is neither. */
export function parseIdentifier(text: string, defaultRegion: string): Identifier | undefined {
  const trimmed = text.trim();
  if (trimmed.includes('@')) {
    const isEmail = trimmed.length <= longestEmail && /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(trimmed);
    return isEmail ? { kind: 'email', value: trimmed.toLowerCase() } : undefined;
  }
  const phone = parsePhoneNumberFromString(trimmed, isSupportedCountry(defaultRegion) ? defaultRegion : 'RW');
  return phone?.isValid() === true ? { kind: 'phone', value: phone.number } : undefined;
}
