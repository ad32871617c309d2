import { inSpan } from './tracing.ts';

/** Texts whose names are remembered; lists of different length make texts of their own, and counting begins anew. */
const mostRemembered = 1_000;
const names = new Map<string, string>();

/** One statement as a span: what it does to which table, and nothing of its text or its values. */
export async function traceStatement<Result>(text: string, run: () => Promise<Result>): Promise<Result> {
  const name = statementName(text);
  // They say nothing of what is done, and stand in every transaction.
  if (name === 'begin' || name === 'select set_config') return await run();
  return await inSpan({ name, kind: 'client', attributes: { 'db.system.name': 'postgresql' } }, run);
}

/** "insert outbox", "select decide_holds", "commit": the first table that is written, or else read. */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostRemembered) names.clear();
  const name = nameOf(text);
  names.set(text, name);
  return name;
}

/** Not "for update" or "do update", which only belong to a statement. */
const written = /(?<!\b(?:for|key|do)\s+)\b(insert|update|delete)(?:\s+(?:into|from))?\s+([\w."]+)/i;
const read = /(?<!\bdistinct\s+|extract\(\w+\s+)\bfrom\s+([\w."]+)/i;
const firstWords = /\w+(?:\s+\w+)?/;

function nameOf(text: string): string {
  const change = written.exec(text);
  const source = change ?? read.exec(text);
  const name =
    source === null
      ? (firstWords.exec(text)?.[0] ?? 'statement')
      : `${change?.[1] ?? 'select'} ${source.at(-1) ?? ''}`.replaceAll('"', '');
  return name.toLowerCase();
}
