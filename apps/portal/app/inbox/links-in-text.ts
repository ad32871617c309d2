export type TextPart = { readonly kind: 'text' | 'link'; readonly text: string };

/** A message cut into plain text and web addresses. A full stop that ends a sentence is no part of an address. */
export function linksInText(message: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of message.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g)) {
    if (match.index > at) parts.push({ kind: 'text', text: message.slice(at, match.index) });
    parts.push({ kind: 'link', text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < message.length) parts.push({ kind: 'text', text: message.slice(at) });
  return parts;
}
