import { Field } from '@safiri/ui-web';

/** Six digits that nobody is shown. */
export function PinField({ name, label }: { readonly name: string; readonly label: string }) {
  return (
    <Field
      key={name}
      id={name}
      name={name}
      type="password"
      inputMode="numeric"
      pattern="\d{6}"
      maxLength={6}
      required
      autoComplete="off"
      label={label}
    />
  );
}
