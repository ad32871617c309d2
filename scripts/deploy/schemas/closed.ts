import Type, { type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** An object with these fields and no others: an engine passes over a misspelt one, or refuses it on the day of a deployment. */
export function closed<Fields extends TProperties>(fields: Fields): Type.TObject<Fields> {
  return Type.Object(fields, { additionalProperties: false });
}

/** Names that the file itself gives, each to the same kind of thing. */
export function named<Value extends TSchema>(value: Value): Type.TRecord<'^.*$', Value> {
  return Type.Record(Type.String(), value);
}

export function oneOf<const Word extends string>(...words: readonly Word[]): Type.TUnsafe<Word> {
  return Type.Unsafe<Word>({ enum: words });
}

/** The value, if it is as its schema says. */
export function checked<Schema extends TSchema>(schema: Schema, value: unknown): Type.Static<Schema> {
  return Compile(schema).Parse(value);
}

/** What is wrong with a value, a line for each mistake; none when it is as its schema says. */
export function mistakesOf(schema: TSchema, value: unknown): string[] {
  return Compile(schema)
    .Errors(value)
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
