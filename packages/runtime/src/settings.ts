import { readFileSync } from 'node:fs';
import { IsLiteral, IsOptional, IsUnion, type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { readText } from './read-text.ts';

/** A setting that cannot be used: one sentence a person can act on; the process prints it and exits with 1. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`These settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** Parses environment variables by a schema whose properties are their names; reports every mistake together. */
export function readSettings<Schema extends TObject<TProperties>>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): Static<Schema> {
  const given = Object.fromEntries(
    Object.entries(schema.properties).flatMap(([name, property]) => {
      const text = textOf(name, environment);
      return text === undefined || text === '' ? [] : [[name, readText(property, text)]];
    }),
  );
  const settings = Value.Default(schema, given);
  if (Value.Check(schema, settings)) return settings;
  const values = new Map(Object.entries(Object(settings)));
  throw new SettingsError(
    Object.entries(schema.properties).flatMap(([name, property]) => {
      const mistake = mistakeIn(property, values.get(name));
      const description = 'description' in property ? ` (${String(property.description)})` : '';
      return mistake === undefined ? [] : [`${name} ${mistake}${description}`];
    }),
  );
}

/** A setting itself, or what is in the file that the setting of its name with `_FILE` behind names, as secrets are handed over. */
function textOf(name: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = environment[`${name}_FILE`];
  if (environment[name] !== undefined || file === undefined || file === '') return environment[name];
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new SettingsError([`${name}_FILE names a file that cannot be read: ${file}`]);
  }
}

/** What is wrong with one setting. The value is not repeated: it may be a secret. */
function mistakeIn(property: TSchema, value: unknown): string | undefined {
  if (value === undefined) return IsOptional(property) ? undefined : 'is missing';
  if (Value.Check(property, value)) return undefined;
  if (IsUnion(property))
    return `must be one of: ${property.anyOf.flatMap((choice) => (IsLiteral(choice) ? [String(choice.const)] : [])).join(', ')}`;
  return Value.Errors(property, value)[0]?.message ?? 'cannot be used';
}
