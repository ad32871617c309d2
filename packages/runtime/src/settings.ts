import type { Static, TObject, TProperties } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

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
    Object.keys(schema.properties).flatMap((name) =>
      environment[name] === undefined || environment[name] === '' ? [] : [[name, environment[name]]],
    ),
  );
  const converted = Value.Convert(schema, Value.Default(schema, given));
  const validator = Compile(schema);
  if (validator.Check(converted)) return converted as Static<Schema>;
  const problems = [...validator.Errors(converted)].map((error) => {
    const name =
      error.instancePath.slice(1) ||
      String((error.params as { requiredProperties?: string[] }).requiredProperties?.join(', ') ?? '');
    const description =
      schema.properties[name] === undefined
        ? undefined
        : (schema.properties[name] as { description?: string }).description;
    return `${name} ${error.message}${description === undefined ? '' : ` (${description})`}`;
  });
  throw new SettingsError([...new Set(problems)]);
}
