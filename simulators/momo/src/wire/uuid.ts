const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The UUID in lower case, or undefined when the text is no UUID of version 4, the only one MTN takes. */
export function parseUuid4(text: string | undefined): string | undefined {
  const lower = text?.toLowerCase();
  return lower !== undefined && version4.test(lower) ? lower : undefined;
}
