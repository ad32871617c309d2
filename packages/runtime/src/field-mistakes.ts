import type { TLocalizedValidationError } from 'typebox/error';

/** A mistake in a value, at a JSON pointer into it. */
export type FieldMistake = { readonly pointer: string; readonly message: string };

/** The mistakes that a check found, each at its own field: a missing one at where it should be. */
export function fieldMistakes(errors: readonly TLocalizedValidationError[]): FieldMistake[] {
  return errors.flatMap((error) =>
    error.keyword === 'required'
      ? error.params.requiredProperties.map((name) => ({
          pointer: `${error.instancePath}/${name}`,
          message: 'is required',
        }))
      : [{ pointer: error.instancePath, message: error.message }],
  );
}
