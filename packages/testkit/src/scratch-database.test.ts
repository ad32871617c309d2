import { Client } from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { createScratchDatabase } from './scratch-database.ts';

const fifteen = inject('postgres15');
const servers = [
  { major: 18, url: inject('postgres'), why: '' },
  { major: 15, url: 'url' in fifteen ? fifteen.url : '', why: 'missing' in fifteen ? fifteen.missing : '' },
];

describe.each(servers)('on PostgreSQL $major', ({ major, url, why }) => {
  test('a scratch database is empty, of that version, and gone after its drop', async (context) => {
    context.skip(url === '', why);
    const scratch = await createScratchDatabase(url);
    const client = new Client({ connectionString: scratch.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ version: string; tables: string }>(`
      select current_setting('server_version_num') as version,
             (select count(*) from pg_tables where schemaname = 'public') as tables`);
    expect(Math.floor(Number(rows[0]?.version) / 10_000)).toBe(major);
    expect(rows[0]?.tables).toBe('0');

    await scratch.drop();
    await expect(client.query('select 1')).rejects.toThrow();
    await expect(new Client({ connectionString: scratch.url }).connect()).rejects.toThrow('does not exist');
  });
});
