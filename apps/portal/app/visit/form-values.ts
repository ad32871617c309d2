/** The text of a form field, trimmed; empty when absent or a file. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A key that our form carried. Anything else is no key of ours. */
export function keyIn(form: FormData, name: string): string | undefined {
  const value = textIn(form, name);
  return /^[0-9a-f-]{36}$/.test(value) ? value : undefined;
}
