import fc from 'fast-check';
import { headerText, type Parts } from './fitting.ts';

/** Changes a request into one that its contract may not take. */
export type Spoil = (parts: Parts) => Parts;

/** Texts that programs stumble over. */
const oddTexts = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '-1',
    '0',
    '1e3',
    '99999999999999999999',
    'NaN',
    'null',
    'true',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    "' or 1=1 --",
    '\u202e',
    '٣',
    '9999-99-99',
    '0000-00-00',
    '2026-02-30',
    '2030-12-31T23:59:60Z',
    '0001-01-01T00:00:00+23:59',
    '2026-01-01t00:00:00.123456789z',
    'x'.repeat(300),
  ),
  fc.string({ maxLength: 20, unit: 'binary' }),
);

/** JSON texts, well formed or not. */
const oddValues = fc.oneof(
  fc.constantFrom('null', '[]', '{}', '0', '-0', '1e400', '1e308', '9007199254740993', '0.1', '""', '" "', 'true'),
  fc.constantFrom('"\\u0000"', '"\\ud800"', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}', '[[[[]]]]'),
  fc.jsonValue({ noUnicodeString: false, maxDepth: 2 }).map((value) => JSON.stringify(value)),
  oddTexts.map((text) => JSON.stringify(text)),
);

const oddBodies = fc.oneof(
  oddValues,
  fc.constantFrom(
    '',
    '{',
    '{"a":}',
    'a=b&c=d',
    '<xml/>',
    '\ufeff{}',
    `{"a":"${'x'.repeat(200_000)}"}`,
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`,
  ),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);

/** As they stand in an address: not all of them can be read. */
const oddInAddress = fc.oneof(
  oddTexts.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%zz', '%00', '%ff', '%c0%ae', '%ed%a0%80', '%2e%2e%2f', '+', '%2B', 'a%20b', 'x'.repeat(2_000)),
);

const oddHeaders = fc.constantFrom<Record<string, string>>(
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/jose' },
  { 'content-type': ';;;' },
  { 'content-type': '' },
  { 'content-encoding': 'gzip' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'k'.repeat(129) },
  { 'idempotency-key': 'ä' },
  { 'idempotency-key': 'a b' },
  { 'safiri-device': 'no id' },
  { 'if-none-match': '*' },
  { 'if-none-match': '"", W/"x", ,' },
  { 'last-event-id': 'ÿ' },
  { accept: 'text/html' },
  { authorization: 'Bearer' },
  { authorization: `Bearer ${'a'.repeat(9_000)}` },
  { authorization: 'Basic YTpi' },
  { cookie: 'safiri_session=; safiri_session=x; =; __proto__=1' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { 'x-request-id': '../../log' },
  { 'x-forwarded-for': 'not an address, ::1' },
  { 'x-http-method-override': 'DELETE' },
  { range: 'bytes=0-1' },
  { 'accept-language': 'x'.repeat(500) },
  { 'user-agent': '\u00ff'.repeat(400) },
);

/** One way, or two at once, of what people, programs and attackers send. */
export const spoils: fc.Arbitrary<readonly Spoil[]> = fc.array(
  fc.oneof(
    fc.tuple(fc.nat(), oddInAddress).map(([n, text]) => replaceParam(n, text)),
    fc.tuple(fc.nat(), oddInAddress).map(([n, text]) => replaceQuery(n, text)),
    fc.tuple(fc.nat()).map(([n]) => repeatQuery(n)),
    fc.tuple(oddTexts, oddInAddress).map(([name, value]) => addQuery(encodeURIComponent(name.toWellFormed()), value)),
    oddHeaders.map((headers): Spoil => (parts) => ({ ...parts, headers: { ...parts.headers, ...headers } })),
    fc.tuple(fc.nat(), oddTexts).map(([n, text]) => replaceHeader(n, headerText(text))),
    fc.nat().map((n) => leaveHeaderOut(n)),
    {
      weight: 2,
      arbitrary: oddBodies.map((body): Spoil => (parts) => ({ ...parts, body })),
    },
    { weight: 6, arbitrary: fc.tuple(fc.nat(), oddValues).map(([n, text]) => replaceValue(n, text)) },
    { weight: 2, arbitrary: fc.nat().map((n) => leaveMemberOut(n)) },
    { weight: 2, arbitrary: fc.constant(inCapitals) },
    fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'PATCH').map((method): Spoil => (parts) => ({ ...parts, method })),
  ),
  { minLength: 1, maxLength: 2 },
);

function nth<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}

function replaceParam(n: number, text: string): Spoil {
  return (parts) => {
    const name = nth(Object.keys(parts.params), n);
    return name === undefined ? parts : { ...parts, params: { ...parts.params, [name]: text } };
  };
}

function replaceQuery(n: number, text: string): Spoil {
  return (parts) => {
    const chosen = nth(parts.query, n);
    return { ...parts, query: parts.query.map((each) => (each === chosen ? [each[0], text] : each)) };
  };
}

function repeatQuery(n: number): Spoil {
  return (parts) => {
    const chosen = nth(parts.query, n);
    return chosen === undefined ? parts : { ...parts, query: [...parts.query, chosen, [`${chosen[0]}[]`, 'x']] };
  };
}

function addQuery(name: string, value: string): Spoil {
  return (parts) => ({ ...parts, query: [...parts.query, [name, value]] });
}

function replaceHeader(n: number, text: string): Spoil {
  return (parts) => {
    const name = nth(Object.keys(parts.headers), n);
    return name === undefined ? parts : { ...parts, headers: { ...parts.headers, [name]: text } };
  };
}

function leaveHeaderOut(n: number): Spoil {
  return (parts) => {
    const name = nth(Object.keys(parts.headers), n);
    return { ...parts, headers: Object.fromEntries(Object.entries(parts.headers).filter(([each]) => each !== name)) };
  };
}

/** A scalar of the JSON text, or the key and value of a member, by where it stands. */
const scalars = /"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d+(?:\.\d+)?|true|false|null/g;
const members = /"(?:[^"\\]|\\.)*":(?:"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null),?/g;

function replaceValue(n: number, text: string): Spoil {
  return (parts) => ({ ...parts, ...edited(parts, scalars, { n, text }) });
}

function leaveMemberOut(n: number): Spoil {
  return (parts) => ({ ...parts, ...edited(parts, members, { n, text: '' }) });
}

function edited({ body }: Parts, pattern: RegExp, { n, text }: { n: number; text: string }): { body?: string } {
  if (typeof body !== 'string') return {};
  const found = nth([...body.matchAll(pattern)], n);
  if (found === undefined) return {};
  return { body: body.slice(0, found.index) + text + body.slice(found.index + found[0].length) };
}

/** Some systems write UUIDs in capitals; they are the same UUIDs. */
function inCapitals(parts: Parts): Parts {
  const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;
  const raise = (text: string): string => text.replaceAll(uuid, (id) => id.toUpperCase());
  return {
    ...parts,
    params: Object.fromEntries(Object.entries(parts.params).map(([name, value]) => [name, raise(value)])),
    query: parts.query.map(([name, value]) => [name, raise(value)]),
    ...(typeof parts.body === 'string' ? { body: raise(parts.body) } : {}),
  };
}
