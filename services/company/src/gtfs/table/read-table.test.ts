import { describe, expect, it } from 'vitest';
import type { FeedLimits } from '../feed-limits.ts';
import { edited, findingsOf, lines, readSmallFeed, smallFeed, usable } from '../testing/small-feed.ts';
import type { Changes } from '../testing/small-feed.ts';

async function findings(changes: Changes, limits: Partial<FeedLimits> = {}): Promise<readonly string[]> {
  return (await findingsOf(changes, limits)).found;
}

describe('a file of a feed', () => {
  it('may begin with a byte order mark and mix its line ends', async () => {
    const stops = `\uFEFF${smallFeed['stops.txt'].replace('30.04,k,0,park,\n', '30.04,k,0,park,\r\n')}`;
    expect((await readSmallFeed({ 'stops.txt': stops })).report.count).toBe(0);
  });

  it('may hold commas and quotes in quoted values, and a last line without an end', async () => {
    const stops = smallFeed['stops.txt'].replace('Muhanga,', '"Muhanga, ""Gitarama""",').trimEnd();
    expect(usable(await readSmallFeed({ 'stops.txt': stops })).stops.get('muhanga')?.name).toBe('Muhanga, "Gitarama"');
  });

  it('has blanks around values cut off, with a warning that names them', async () => {
    const result = await findingsOf(edited('stops.txt', 'huye,Huye,', 'huye, Huye\u3000,'));
    expect(usable(result).stops.get('huye')?.name).toBe('Huye');
    expect(result.found).toEqual(['stops.txt:5 stop_name leading_or_trailing_whitespaces']);
    expect(result.report.problems[0]).toMatchObject({ severity: 'warning', value: ' Huye\u3000' });
  });

  it('in another encoding is refused by line and field', async () => {
    const latin1 = Buffer.from(smallFeed['stops.txt'].replace('Muhanga', 'Gîte'), 'latin1');
    expect(await findings({ 'stops.txt': latin1 })).toEqual(['stops.txt:4 stop_name invalid_character']);
    const utf16 = Buffer.from(`\uFEFF${smallFeed['stops.txt']}`, 'utf16le');
    expect(await findings({ 'stops.txt': utf16 })).toEqual([
      expect.stringMatching(/^stops.txt:1 .* invalid_character$/),
    ]);
  });

  it('keeps characters whole that lie across the pieces it is read in', async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `s${at},${'駅'.repeat(1 + (at % 5))},35.1,139.1,,0,,`);
    const { stops } = usable(await readSmallFeed({ 'stops.txt': smallFeed['stops.txt'] + lines(...names) }));
    expect([...stops.values()].slice(4).every(({ name }, at) => name === '駅'.repeat(1 + (at % 5)))).toBe(true);
  });

  it('must exist, have rows, and have the columns it needs', async () => {
    expect(await findings({ 'stops.txt': null })).toEqual(['stops.txt:  missing_required_file']);
    expect(await findings({ 'stops.txt': '' })).toEqual(['stops.txt:  empty_file']);
    expect(await findings({ 'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\n' })).toEqual([
      'stops.txt:  empty_file',
    ]);
    expect(await findings({ 'trips.txt': lines('service_id,trip_headsign', 'daily,Huye') })).toEqual([
      'trips.txt:1 trip_id missing_required_column',
      'trips.txt:1 route_id missing_required_column',
    ]);
  });

  it('names each column once', async () => {
    const routes = smallFeed['routes.txt'].replace('route_short_name', 'route_long_name');
    expect(await findings({ 'routes.txt': routes })).toContain('routes.txt:1 route_long_name duplicated_column');
    expect(await findings(edited('routes.txt', 'route_type\nr,', 'route_type,,\nr,'))).toContain(
      'routes.txt:1 column 6 empty_column_name',
    );
  });

  it('may have columns of its own', async () => {
    const changes = edited(
      'trips.txt',
      'trip_id\nr,daily,morning\nr,daily,night',
      'trip_id,mood\nr,daily,morning,\nr,daily,night,x',
    );
    expect(await findings(changes)).toEqual(['trips.txt:1 mood unknown_column']);
  });

  it('has as many values in a row as in its header', async () => {
    expect(await findings(edited('trips.txt', 'r,daily,night', 'r,daily,night,,'))).toContain(
      'trips.txt:3  invalid_row_length',
    );
  });

  it('may hold blank lines, and counts them', async () => {
    expect(await findings(edited('trips.txt', 'r,daily,night', '\n  \nx,daily,night'))).toEqual([
      'trips.txt:5 route_id foreign_key_violation',
    ]);
  });

  it('closes its quotes', async () => {
    expect(await findings(edited('stops.txt', 'Muhanga,', '"Muhanga,'))).toContain('stops.txt:5  csv_parsing_failed');
    expect(await findings(edited('stops.txt', 'Muhanga,', 'Mu"hanga,'))).toContain('stops.txt:4  csv_parsing_failed');
    expect(await findings(edited('stops.txt', 'Muhanga,', '"Mu\nhanga",'))).toContain(
      'stops.txt:5 stop_name new_line_in_value',
    );
  });

  it('has lines and rows of bounded number and length, whatever they hold', async () => {
    const long = { lineBytes: 1000 };
    expect(await findings(edited('stops.txt', 'Muhanga,', `${'x'.repeat(2000)},`), long)).toContain(
      'stops.txt:4  line_too_long',
    );
    const commas = Buffer.alloc(300_000, ',');
    expect(await findings({ 'shapes.txt': commas }, long)).toContain('shapes.txt:1  line_too_long');
    expect(await findings({}, { rows: 5 })).toContain('stop_times.txt:7  too_many_rows');
  });
});

describe('the report', () => {
  it('keeps a bounded number of problems and counts the rest', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => `x${at},daily, t${at}`);
    const { report } = await readSmallFeed(
      { 'trips.txt': lines('route_id,service_id,trip_id', ...rows) },
      { problems: 120 },
    );
    expect(report.problems).toHaveLength(120);
    // A hundred unknown routes, six stop times without their trip; then comes advice.
    expect(report.problems.findIndex(({ severity }) => severity !== 'error')).toBe(106);
    expect(report.count).toBeGreaterThan(1000);
    expect(report.totals).toContainEqual({ code: 'leading_or_trailing_whitespaces', severity: 'warning', count: 400 });
  });

  it('cuts long values without halving a character', async () => {
    const { report } = await readSmallFeed(edited('trips.txt', 'r,daily,night', `${'𝔁'.repeat(90)},daily,night`));
    expect(report.problems[0]?.value).toBe(`${'𝔁'.repeat(79)}…`);
  });
});
