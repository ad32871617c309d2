import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createClient } from '@safiri/client';
import { getOrderByLink } from '@safiri/contracts';
import { ask, contradictions } from '../product/books.ts';
import { insist, newGuest } from '../product/buyer.ts';
import { bought, orderOf, tokensOf } from '../product/purchases.ts';
import { runCommand } from '../product/run-command.ts';
import { startProduct } from '../product/start-product.ts';

it(
  'a product whose database is destroyed comes back as it was at a moment: what was sold before is there, and sells on',
  { timeout: 600_000 },
  async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'safiri-elsewhere-'));
    const key = path.join(elsewhere, 'kept.key');
    const product = await startProduct({
      SAFIRI_BACKUP_DIR: path.join(elsewhere, 'backups'),
      SAFIRI_BACKUP_KEY_FILE: key,
    });
    try {
      const guest = await newGuest(product.address);
      const first = await bought(guest, { departs: '05:30', seats: [1] });
      const taken = await runCommand(product, 'backup');
      expect(taken.output).toContain('can be restored');
      const second = await bought(guest, { departs: '05:30', seats: [2, 3] });
      const databaseUrl = await product.databaseUrl();
      await expect.poll(async () => await isQuiet(databaseUrl), { timeout: 60_000 }).toBe(true);
      const [row] = await ask(
        databaseUrl,
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
      );
      const moment = String(row?.['now']);
      const late = await bought(guest, { departs: '05:30', seats: [4] });
      // What each minute does by itself.
      const [last] = await ask(
        databaseUrl,
        'select pg_walfile_name(pg_current_wal_insert_lsn()) as name, pg_switch_wal()',
      );
      await expect
        .poll(async () => await isArchived(databaseUrl, String(last?.['name'])), { timeout: 60_000 })
        .toBe(true);
      expect((await runCommand(product, 'backup', 'verify')).output).toContain('are whole');

      await product.kill();
      await rm(path.join(product.dataDir, 'postgresql'), { recursive: true });
      await rename(path.join(product.dataDir, 'secrets.json'), path.join(elsewhere, 'lost.json'));
      const restored = await runCommand(product, 'restore', '--to', moment);
      expect(restored.output).toContain(`The database is as it was at ${moment}`);

      await product.startAgain();
      for (const order of [first, second])
        expect(tokensOf(await orderOf(product.address, order.link ?? ''))).toEqual(tokensOf(order));
      const client = createClient({ baseUrl: product.address });
      const gone = await insist(() => client(getOrderByLink, { params: { link: late.link ?? '' } }));
      expect(gone).toMatchObject({ ok: false, code: 'NOT_FOUND' });
      const again = await bought(await newGuest(product.address), { departs: '05:30', seats: [4] });
      expect(tokensOf(again)).not.toContain('no token');
      const url = await product.databaseUrl();
      await expect
        .poll(async () => Object.values((await ask(url, contradictions))[0] ?? { none: 1 }), { timeout: 60_000 })
        .toEqual(Array.from({ length: 9 }, () => 0));

      await product.kill();
      const refused = await runCommand(product, 'restore', '--to', '2020-01-01T00:00:00Z');
      expect(refused.output).toContain('nothing before that can be restored');
      expect(refused.exitCode).toBe(1);
    } finally {
      await product.remove();
      await rm(elsewhere, { recursive: true, force: true });
    }
  },
);

/** All news is heard, so that nothing is on its way at the moment. */
async function isQuiet(databaseUrl: string): Promise<boolean> {
  const [row] = await ask(
    databaseUrl,
    `select not exists (select from ticketing.outbox) and not exists (select from payment.outbox)
        and not exists (select from queue.job where state < 'completed') as quiet`,
  );
  return row?.['quiet'] === true;
}

async function isArchived(databaseUrl: string, name: string): Promise<boolean> {
  const [row] = await ask(databaseUrl, `select last_archived_wal >= '${name}' as done from pg_stat_archiver`);
  return row?.['done'] === true;
}
