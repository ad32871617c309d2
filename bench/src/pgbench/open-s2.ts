import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, createDatabase } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { RunReport } from '../run-report.ts';
import type { SearchKey } from '../search/search-keys.ts';
import { readNetwork } from '../search/read-network.ts';
import { runPgbench } from './run-pgbench.ts';
import { s2Script } from './s2-script.ts';

export type S2 = {
  run(request: {
    readonly skewed: boolean;
    readonly connections: number;
    readonly seconds: number;
  }): Promise<RunReport>;
  /** The trips it answers for one key, earliest first. */
  find(key: SearchKey): Promise<number[]>;
};

/** The denominator of searches: S2 over a copy of the network that the product sells, with the same seats sold. */
export async function openS2(options: {
  readonly server: ScratchServer;
  readonly pgbench: string;
  /** The product's database. */
  readonly salesUrl: string;
  readonly firstDate: string;
}): Promise<S2> {
  const { server, firstDate } = options;
  const url = await createDatabase(server.adminUrl, 's2');
  await ask(url, await readSql('s2-tables.sql'));
  await fill(url, await readNetwork(options.salesUrl));
  const s2 = await readSql('s2.sql');
  const scriptFiles = { even: join(server.folder, 's2-even.sql'), skewed: join(server.folder, 's2-skewed.sql') };
  await writeFile(scriptFiles.even, s2Script(s2, { firstDate, skewed: false }));
  await writeFile(scriptFiles.skewed, s2Script(s2, { firstDate, skewed: true }));
  return {
    run: async ({ skewed, connections, seconds }) => {
      const scriptFile = skewed ? scriptFiles.skewed : scriptFiles.even;
      const run = { program: options.pgbench, server, database: 's2', scriptFile, connections, seconds };
      const { latenciesMilliseconds, perSecond, use } = await runPgbench(run);
      const answers = latenciesMilliseconds.length;
      return {
        figures: figuresOf({ latenciesMilliseconds, seconds: answers / perSecond, won: answers }),
        use,
        violations: [],
      };
    },
    find: async ({ from, to, day }) => {
      const rows = await ask<{ id: number }>(url, s2.replace('$3', `date '${firstDate}' + $3::int`), [from, to, day]);
      return rows.map((row) => row.id);
    },
  };
}

async function fill(url: string, { routeStops, trips }: Awaited<ReturnType<typeof readNetwork>>): Promise<void> {
  await ask(
    url,
    `insert into route_stops (route_id, seq, stop_id, offset_min)
     select line, seq, stop, minutes from jsonb_to_recordset($1::jsonb) as x (line int, seq int, stop int, minutes int)`,
    [JSON.stringify(routeStops)],
  );
  await ask(
    url,
    `insert into trips (id, route_id, service_date, departs_at, price_cents, capacity, leg_sold)
     select trip_id, line, service_date, departs_at, price, capacity, array(select jsonb_array_elements_text(sold)::int)
       from jsonb_to_recordset($1::jsonb) as x (trip_id bigint, line int, service_date date, departs_at timestamptz, price int, capacity int, sold jsonb)
      order by trip_id`,
    [JSON.stringify(trips)],
  );
  await ask(url, 'vacuum analyze');
}
