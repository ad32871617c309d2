import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { validationFailed } from './problems.ts';

/** Parses one part of a request; throws a refusal that names every field that does not fit. */
export type Parser = (data: unknown) => unknown;

/** `part` is "params", "query" or "body". Texts of params and query are converted to numbers and booleans; JSON bodies are taken as they are. */
export function parserFor(part: 'params' | 'query' | 'body', schema: TSchema): Parser {
  const validator = Compile(schema);
  return (data) => {
    const converted = part === 'body' ? data : Value.Convert(schema, structuredClone({ ...(data as object) }));
    if (validator.Check(converted)) return converted;
    throw validationFailed(
      [...validator.Errors(converted)].map((error) => ({
        field: `/${part}${error.instancePath}${error.keyword === 'required' ? `/${String((error.params as { requiredProperties?: string[] }).requiredProperties?.[0] ?? '')}` : ''}`,
        message: error.message,
      })),
    );
  };
}
