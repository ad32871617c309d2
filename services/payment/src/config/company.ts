import Type, { type TOptional, type TString } from 'typebox';
import { currencyDigits } from '@safiri/kernel';
import { SettingsError } from '@safiri/runtime';

/** Settings that several companies have, each under its own prefix. */
export function address(description: string): TOptional<TString> {
  return Type.Optional(Type.String({ pattern: '^https?://\\S+$', description }));
}
export function secret(description: string): TOptional<TString> {
  return Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));
}
export function currencies(description: string): TOptional<TString> {
  return Type.Optional(Type.String({ pattern: '^[A-Z]{3}( *, *[A-Z]{3})*$', description }));
}
/**
 * Two calls (token, request) stay below the ten seconds after which a client gives up. A time-out loses nothing: the status is
 * asked for later.
 */
export function timeout(company: string): ReturnType<typeof Type.Integer> {
  return Type.Integer({
    minimum: 50,
    maximum: 10_000,
    default: 4_000,
    description: `how long one call to ${company} may take, in milliseconds, 50 to 10000`,
  });
}

type Settings = Readonly<Record<string, string | number | undefined>>;

export type Needed = {
  text(name: string): string;
  currencies(name: string): string[];
};

/** A company is configured wholly, which begins with its address, or not at all; what is missing is reported together. */
export function wholly<Made>(
  settings: Settings,
  addressName: string,
  make: (needed: Needed, baseUrl: string) => Made,
): Made | undefined {
  const baseUrl = settings[addressName];
  if (baseUrl === undefined) return undefined;
  const problems: string[] = [];
  const text: Needed['text'] = (name) => {
    const value = settings[name];
    if (value === undefined) problems.push(`${name} is missing: ${addressName} is set, and needs it`);
    return value === undefined ? '' : String(value);
  };
  const made = make(
    { text, currencies: (name) => listCurrencies(name, text(name), problems) },
    bareUrl(String(baseUrl)),
  );
  if (problems.length > 0) throw new SettingsError(problems);
  return made;
}

function listCurrencies(name: string, given: string, problems: string[]): string[] {
  const listed = given.split(',').map((currency) => currency.trim());
  const untraded = listed.filter((currency) => currency !== '' && currencyDigits(currency) === undefined);
  if (untraded.length > 0) problems.push(`${name} names ${untraded.join(', ')}, which is not traded here`);
  return listed;
}

/** Without the slash at its end. */
export function bareUrl(given: string): string {
  return given.replace(/\/+$/, '');
}
