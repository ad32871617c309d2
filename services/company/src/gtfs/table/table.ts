/** What a file of the specification looks like. */
export type Table = {
  readonly file: string;
  readonly presence: 'required' | 'recommended' | 'optional';
  readonly requiredColumns: readonly string[];
  /** All further columns of the specification, also those nothing here reads. */
  readonly optionalColumns: readonly string[];
};
