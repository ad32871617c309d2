import type { Translation } from './feed.ts';

/** A text of the feed: the field of a record, and what stands there. */
export type FeedText = {
  readonly table: string;
  readonly field: string;
  readonly recordId: string;
  readonly value: string;
};

/**
 * Looks texts up by language: `names({ table: 'stops', field: 'stop_name', recordId, value })` gives what is known of
 * that text, by BCP 47 tag. A translation of the very record wins over one of the value.
 */
export function createTranslator(
  translations: readonly Translation[],
): (text: FeedText) => ReadonlyMap<string, string> {
  const byKey = new Map<string, Map<string, string>>();
  for (const { table, field, language, text, recordId, fieldValue } of translations) {
    const key = recordId === undefined ? valueKey(table, field, fieldValue ?? '') : recordKey(table, field, recordId);
    const languages = byKey.get(key) ?? new Map<string, string>();
    byKey.set(key, languages.set(language, text));
  }
  return ({ table, field, recordId, value }) =>
    new Map([
      ...(byKey.get(valueKey('*', '*', value)) ?? []),
      ...(byKey.get(valueKey(table, field, value)) ?? []),
      ...(byKey.get(recordKey(table, field, recordId)) ?? []),
    ]);
}

function valueKey(table: string, field: string, value: string): string {
  return JSON.stringify([table, field, 'value', value]);
}

function recordKey(table: string, field: string, recordId: string): string {
  return JSON.stringify([table, field, 'record', recordId]);
}
