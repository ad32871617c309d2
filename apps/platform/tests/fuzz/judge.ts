import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Value } from 'typebox/value';
import { Problem } from '@safiri/contracts';
import type { WireAnswer } from '../product/requests.ts';
import type { Described } from './described.ts';

const validators = new Map<string, Validator>();

/** What is wrong with an answer, in the document's own words; undefined when it is as promised. */
export function mistakeIn(op: Described, method: string, answer: WireAnswer): string | undefined {
  const { status, mediaType, text } = answer;
  if (status === 304) return op.responses['304'] === undefined ? 'not promised' : undefined;
  if (method === 'HEAD') return status < 500 ? undefined : 'a bug';
  if (status < 300) return method === op.method ? mistakeInSuccess(op, answer) : 'done by a method that there is not';
  if (mediaType !== 'application/problem+json') return `no problem but ${mediaType}`;
  const problem: unknown = JSON.parse(text);
  if (!Value.Check(Problem, problem)) return 'a problem that is none';
  if (problem.status !== status) return `another status in its text: ${problem.status}`;
  if (status >= 500 && status !== 503) return 'a bug';
  const promised = op.responses[String(status)]?.description.split(', ') ?? [];
  return promised.includes(problem.code) ? undefined : `a code that is not promised: ${problem.code}`;
}

function mistakeInSuccess(op: Described, { status, mediaType, text }: WireAnswer): string | undefined {
  const promised = op.responses[String(status)];
  if (promised === undefined) return 'a success that is not promised';
  const [[promisedType, { schema }] = [undefined, { schema: undefined }]] = Object.entries(promised.content ?? {});
  if (promisedType === undefined) return text === '' ? undefined : 'a body that is not promised';
  if (!mediaType.startsWith(promisedType)) return `${mediaType} instead of ${promisedType}`;
  if (promisedType !== 'application/json' || schema === undefined) return undefined;
  const key = `${op.id} ${status}`;
  const validator = validators.get(key) ?? Compile(schema as TSchema);
  validators.set(key, validator);
  const value: unknown = JSON.parse(text);
  if (validator.Check(value)) return undefined;
  const [first] = validator.Errors(value);
  return `an answer that does not fit: ${first?.instancePath ?? ''} ${first?.message ?? ''}`;
}
