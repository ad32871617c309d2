import { describe, expect, it } from 'vitest';
import { lines, readSmallFeed, usable } from './testing/small-feed.ts';
import { createTranslator } from './translate.ts';

const muhanga = { table: 'stops', field: 'stop_name', recordId: 'muhanga', value: 'Muhanga' };

describe('names by language', () => {
  it('come from the present form, a record’s own winning over those of its value', async () => {
    const rows = [
      'stops,stop_name,fr,Gitarama,,Muhanga',
      'stops,stop_name,fr,Muhanga-ville,muhanga,',
      'stops,stop_desc,sw,Mji,muhanga,',
      'stop_times,stop_headsign,fr,x,morning,',
    ];
    const translations = lines('table_name,field_name,language,translation,record_id,field_value', ...rows);
    const names = createTranslator(usable(await readSmallFeed({ 'translations.txt': translations })).translations);
    expect([...names(muhanga)]).toEqual([['fr', 'Muhanga-ville']]);
    expect([...names({ ...muhanga, recordId: 'other' })]).toEqual([['fr', 'Gitarama']]);
    expect([...names({ ...muhanga, recordId: 'other', value: 'Huye' })]).toEqual([]);
  });

  it('come from the old three columns, wherever the text stands', async () => {
    const translations = lines(
      'trans_id,lang,translation',
      'Muhanga,ja,ムハンガ',
      'Muhanga,ja-Hrkt,むはんが',
      'Huye,,x',
    );
    const result = await readSmallFeed({ 'translations.txt': translations });
    expect([...createTranslator(usable(result).translations)(muhanga)]).toEqual([
      ['ja', 'ムハンガ'],
      ['ja-Hrkt', 'むはんが'],
    ]);
    expect(result.report.problems.map(({ line, code }) => [line, code])).toEqual([[4, 'missing_required_field']]);
  });
});
