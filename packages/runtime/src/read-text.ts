import type { TSchema } from 'typebox';

/**
 * What an address or the environment says as text, as the schema's type. Only the one way of writing a value that we
 * would write ourselves is read: "5.9" is no 5, and "true" no 1. Anything else stays the text it is, for the check to refuse.
 */
export function readText(schema: TSchema, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const type = 'type' in schema ? schema.type : undefined;
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'integer' && /^(0|-?[1-9]\d*)$/.test(text)) return Number(text);
  if (type === 'number' && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  return text;
}
