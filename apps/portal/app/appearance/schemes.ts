/** How pages can look. */
export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

export function isScheme(text: string): text is Scheme {
  return schemes.some((scheme) => scheme === text);
}
