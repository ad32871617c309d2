import { pathOf, type Operation } from './operation.ts';

export type AddressParts = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
};

/**
 * Path and query of an operation on a gateway, or undefined for a value that would lead elsewhere: URLs resolve "." and
 * ".." even when they are encoded.
 */
export function addressOf(operation: Operation, { params = {}, query = {} }: AddressParts): string | undefined {
  const path = pathOf(operation);
  // A whole thing may be handed over for its id: what the path does not name is not looked at.
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const texts = names.map((name): [string, string] => [name, String(params[name] ?? '')]);
  if (texts.some(([, text]) => ['', '.', '..'].includes(text))) return undefined;
  const segments = new Map(texts.map(([name, text]) => [name, encodeURIComponent(text)]));
  return `${path.replace(/:(\w+)/g, (_whole, name: string) => segments.get(name) ?? '')}${queryString(query)}`;
}

function queryString(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
