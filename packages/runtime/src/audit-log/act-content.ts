import { createHash } from 'node:crypto';

/** What stands in an entry in place of a secret, or of what says who a person is. */
export const leftOut = '[left out]';

/**
 * Names whose values are never kept, wherever they stand: secrets, and what tells a person apart. They match at the end
 * of a name, so `passengerName` and `email` go; what is not a person's, and is to be read, says so: `roleName`.
 */
const secret = /(password|passphrase|secret|token|pin|code|otp|key|pem|signature|hash|cookie|authorization)s?$/i;
const personal =
  /((^|first|last|full|given|family|passenger|customer|buyer|holder|payer|person|staff|account|display)name|phone|msisdn|email|address|identifier|birthday|(account|card|document|id)number|iban|payer|holder)s?$/i;
/** Ends of names that look like secrets and are none. */
const harmless =
  /(publickey|keyid|idempotencykey|errorcode|statuscode|countrycode|currencycode|stopcode|tokens?count)$/i;

/** Addresses and numbers that stand in free text, such as a reason. */
const emailInText = /[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:]+/g;
const phoneInText = /\+[1-9](?:[ -]?\d){6,14}/g;
/** A token of ours, should one stand anywhere. */
const tokenInText = /\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*/g;

/** A form has some dozens of members, a list of what was changed some hundreds; an entry is read by people. */
const mostMemberBytes = 2_048;
const mostBytes = 8_192;
const deepest = 8;

/** What an entry keeps of a thing: the same each time, as JSON has it, without what may not be kept, at most 8 KiB. */
export function contentOf(thing: object | null): unknown {
  if (thing === null) return null;
  const plain: unknown = JSON.parse(JSON.stringify(thing));
  const content = readable(plain, deepest);
  if (sizeOf(content) <= mostBytes) return content;
  const shortened =
    typeof content === 'object' && content !== null && !Array.isArray(content)
      ? Object.fromEntries(Object.entries(content).map(([name, member]) => [name, shortOf(member, mostMemberBytes)]))
      : content;
  return shortOf(shortened, mostBytes);
}

function readable(value: unknown, levels: number): unknown {
  if (typeof value === 'string') return readableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return shortOf(value, 0);
  if (Array.isArray(value)) return value.map((item: unknown) => readable(item, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      mayKeep(name, member) ? readable(member, levels - 1) : leftOut,
    ]),
  );
}

/** That there is nothing, and a number or a yes or no, tells nobody anything. */
function mayKeep(name: string, member: unknown): boolean {
  if (member === null || typeof member === 'boolean') return true;
  if (harmless.test(name)) return true;
  return !secret.test(name) && !personal.test(name);
}

function readableText(text: string): string {
  return text.replace(tokenInText, leftOut).replace(emailInText, leftOut).replace(phoneInText, leftOut);
}

/** What is too large to be read is kept as its size and SHA-256: enough to show that something else was claimed later. */
function shortOf(value: unknown, most: number): unknown {
  const bytes = sizeOf(value);
  if (bytes <= most) return value;
  return {
    leftOut: 'too large',
    bytes,
    sha256: createHash('sha256').update(JSON.stringify(value)).digest('base64url'),
  };
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
