export type Scheme = 'light' | 'dark';

/** The colours of tokens.css by name, without `--color-`, as one scheme shows them: `#rrggbb`. */
export function coloursOf(css: string, scheme: Scheme): ReadonlyMap<string, string> {
  const declared = css.matchAll(
    /--color-([a-z-]+):\s*(?:light-dark\((#[\da-f]{6}),\s*(#[\da-f]{6})\)|(#[\da-f]{6}));/g,
  );
  return new Map(
    [...declared].map(([, name = '', light = '', dark = '', both]) => [
      name,
      both ?? (scheme === 'light' ? light : dark),
    ]),
  );
}

/** WCAG 2.2's ratio of two colours, from 1 (the same) to 21 (black and white). */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** How much light it gives off, 0 to 1: WCAG 2.2, relative luminance. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
