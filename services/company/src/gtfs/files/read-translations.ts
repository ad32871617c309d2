import type { Translation } from '../feed.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { languageValue } from '../table/row-values.ts';
import { forgive, optionalText, text } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const table: Table = {
  file: 'translations.txt',
  presence: 'optional',
  requiredColumns: [],
  optionalColumns: [
    'table_name',
    'field_name',
    'language',
    'translation',
    'record_id',
    'record_sub_id',
    'field_value',
    'trans_id',
    'lang',
  ],
};

/** Translated texts, of the present form or of the older one with the columns trans_id, lang and translation. */
export async function readTranslations(reading: Reading): Promise<readonly Translation[]> {
  const translations: Translation[] = [];
  await readTable(reading, table, (row) => {
    const translation = row.columns.has('trans_id') ? oldForm(row) : presentForm(row);
    if (translation !== undefined) translations.push(translation);
  });
  return translations;
}

function oldForm(row: Row): Translation | undefined {
  if (lacks(row, ['trans_id', 'lang', 'translation'])) return undefined;
  const language = languageValue(row, 'lang');
  if (language === undefined) return undefined;
  const fieldValue = text(row, 'trans_id');
  return { table: '*', field: '*', language, text: text(row, 'translation'), recordId: undefined, fieldValue };
}

function presentForm(row: Row): Translation | undefined {
  // Stop times are named by trip and sequence; nothing of theirs is shown in words.
  if (text(row, 'table_name') === 'stop_times') return undefined;
  if (lacks(row, ['table_name', 'field_name', 'language', 'translation'])) return undefined;
  const language = languageValue(row, 'language');
  if (language === undefined) return undefined;
  return {
    table: text(row, 'table_name'),
    field: text(row, 'field_name'),
    language,
    text: text(row, 'translation'),
    recordId: optionalText(row, 'record_id'),
    fieldValue: optionalText(row, 'field_value'),
  };
}

/** A translation that lacks a part is passed over: the text itself is still there in the feed's own language. */
function lacks(row: Row, fields: readonly string[]): boolean {
  const missing = fields.filter((field) => text(row, field) === '');
  for (const field of missing) {
    forgive(row, { code: 'missing_required_field', field, expected: `A value: ${field} is required.` });
  }
  return missing.length > 0;
}
