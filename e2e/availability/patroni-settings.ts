import path from 'node:path';

export type PatroniNode = {
  readonly name: string;
  readonly folder: string;
  readonly port: number;
  /** Where its Patroni says whether it leads. */
  readonly healthPort: number;
};

/** Somebody who leads and says nothing for so long has gone: the least that Patroni takes. */
const leadSeconds = 20;
const lookEverySeconds = 2;
/** Two tries and a look have to fit into the time above. */
const retrySeconds = 5;

/** As docs/scaling.md says that a database of two machines is set up, but for the sizes of this one. */
export function patroniSettings(
  node: PatroniNode,
  { etcdPort, password }: { readonly etcdPort: number; readonly password: string },
): object {
  const { name, folder, port, healthPort } = node;
  const addressOf = (of: number): string => `127.0.0.1:${of}`;
  return {
    scope: 'safiri',
    name,
    restapi: { listen: addressOf(healthPort), connect_address: addressOf(healthPort) },
    etcd3: { hosts: [addressOf(etcdPort)] },
    bootstrap: {
      dcs: {
        ttl: leadSeconds,
        loop_wait: lookEverySeconds,
        retry_timeout: retrySeconds,
        // Nothing is acknowledged that the standby does not have, and nobody else is promoted.
        synchronous_mode: true,
        failsafe_mode: true,
        // Who crashed does not lead again before the standby was asked.
        master_start_timeout: 0,
        postgresql: { use_pg_rewind: true, parameters: serverSettings },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      listen: addressOf(port),
      connect_address: addressOf(port),
      data_dir: path.join(folder, 'data'),
      bin_dir: '/usr/lib/postgresql/15/bin',
      pgpass: path.join(folder, 'pgpass'),
      parameters: { unix_socket_directories: folder },
      pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication all 127.0.0.1/32 scram-sha-256'],
      authentication: {
        superuser: { username: 'postgres', password },
        replication: { username: 'replicator', password },
      },
    },
  };
}

/** Those of the product's own server that matter here (packages/runtime/src/embedded-postgres/settings.ts). */
const serverSettings = {
  max_connections: 150,
  shared_buffers: '128MB',
  synchronous_commit: 'on',
  jit: 'off',
  timezone: 'UTC',
};
