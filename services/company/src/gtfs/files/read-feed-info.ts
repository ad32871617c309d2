import type { FeedInfo } from '../feed.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { dateValue, languageValue, noteMissing, urlValue } from '../table/row-values.ts';
import { optionalText, text, warn } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const table: Table = {
  file: 'feed_info.txt',
  presence: 'recommended',
  requiredColumns: [],
  optionalColumns: [
    'feed_publisher_name',
    'feed_publisher_url',
    'feed_lang',
    'default_lang',
    'feed_start_date',
    'feed_end_date',
    'feed_version',
    'feed_contact_email',
    'feed_contact_url',
  ],
};

/** Who publishes the feed. Nothing is sold by it, so what is missing is only noted; of several lines the first counts. */
export async function readFeedInfo(reading: Reading): Promise<FeedInfo | undefined> {
  let info: FeedInfo | undefined;
  await readTable(reading, table, (row) => {
    for (const field of ['feed_publisher_name', 'feed_publisher_url', 'feed_lang']) noteMissing(row, field);
    if (text(row, 'feed_contact_email') === '' && text(row, 'feed_contact_url') === '') {
      const expected = 'A mail or web address that reaches whoever mends the feed.';
      warn(row, { code: 'missing_feed_contact_email_and_url', field: 'feed_contact_email', expected });
    }
    if ((text(row, 'feed_start_date') === '') !== (text(row, 'feed_end_date') === '')) {
      const field = text(row, 'feed_start_date') === '' ? 'feed_start_date' : 'feed_end_date';
      warn(row, { code: 'missing_feed_info_date', field, expected: 'Both dates of the feed, or none.' });
    }
    info ??= {
      publisherName: text(row, 'feed_publisher_name'),
      publisherUrl: urlValue(row, 'feed_publisher_url'),
      language: languageValue(row, 'feed_lang'),
      version: optionalText(row, 'feed_version'),
      from: dateValue(row, 'feed_start_date'),
      until: dateValue(row, 'feed_end_date'),
    };
  });
  return info;
}
