/** Text that is already HTML. Only `html` makes it, so that nothing unescaped reaches the page. */
export type Html = { readonly html: string };

/** A template whose values are escaped unless they are HTML themselves. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const filled = parts.map((part, index) => part + (index < values.length ? show(values[index] ?? '') : ''));
  return { html: filled.join('') };
}

function show(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'object') return 'html' in value ? value.html : value.map((item) => item.html).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
