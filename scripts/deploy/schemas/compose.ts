import Type, { type Static } from 'typebox';
import { readYaml } from '../reading.ts';
import { checked, closed, named, oneOf } from './closed.ts';

/** Of the Compose specification exactly what our files use; whoever uses more of it adds it here, after reading the specification. */
const Duration = Type.String({ pattern: '^\\d+(ms|s|m|h)$' });
const Bytes = Type.String({ pattern: '^\\d+[bkmgBKMG]$' });
const Capability = Type.String({ pattern: '^[A-Z_]+$' });
const Command = Type.Array(Type.String(), { minItems: 1 });
/** What a container is given; `${NAME:-otherwise}` is filled in by Compose. */
const Environment = Type.Record(Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' }), Type.String());

const Healthcheck = closed({
  test: Type.Array(Type.String(), { minItems: 2 }),
  interval: Duration,
  timeout: Duration,
  retries: Type.Integer({ minimum: 1 }),
  start_period: Type.Optional(Duration),
});

const Limits = closed({ cpus: Type.String({ pattern: '^\\d+\\.\\d+$' }), memory: Bytes });

const ComposeService = closed({
  image: Type.String({ pattern: '^[a-z$][^\\s]*:[^\\s:]+$' }),
  build: Type.Optional(closed({ context: Type.Literal('.'), target: Type.String() })),
  command: Type.Optional(Command),
  user: Type.Optional(Type.String({ pattern: '^(\\d+:\\d+|[a-z]+)$' })),
  hostname: Type.Optional(Type.String()),
  profiles: Type.Optional(Type.Array(Type.String())),
  environment: Type.Optional(Environment),
  env_file: Type.Optional(Type.Array(closed({ path: Type.String(), required: Type.Boolean() }))),
  volumes: Type.Optional(Type.Array(Type.String({ pattern: '^[^:]+:/[^:]*(:ro)?$' }))),
  tmpfs: Type.Array(Type.String({ pattern: '^/[\\w/]+(:[\\w=,]+)?$' })),
  shm_size: Type.Optional(Bytes),
  ports: Type.Optional(Type.Array(Type.String({ pattern: '^\\d+:\\d+$' }))),
  networks: Type.Array(Type.String()),
  depends_on: Type.Optional(
    named(closed({ condition: oneOf('service_started', 'service_healthy', 'service_completed_successfully') })),
  ),
  healthcheck: Type.Optional(Healthcheck),
  restart: oneOf('unless-stopped', 'on-failure', 'no'),
  stop_grace_period: Type.Optional(Duration),
  init: Type.Boolean(),
  read_only: Type.Boolean(),
  cap_drop: Type.Array(Capability),
  cap_add: Type.Optional(Type.Array(Capability)),
  security_opt: Type.Array(Type.String()),
  logging: closed({ driver: Type.Literal('json-file'), options: named(Type.String()) }),
  deploy: Type.Optional(closed({ resources: closed({ limits: Limits }) })),
});

const Subnet = closed({ subnet: Type.String({ pattern: '^[\\d.]+/\\d+$' }) });

export const ComposeFile = closed({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]*$' }),
  services: named(ComposeService),
  networks: named(closed({ name: Type.String(), ipam: closed({ config: Type.Array(Subnet) }) })),
  volumes: named(Type.Null()),
});

/** A file that is laid over it: only ports, opened to the machine itself alone. */
export const ComposePorts = closed({
  services: named(closed({ ports: Type.Array(Type.String({ pattern: '^127\\.0\\.0\\.1:\\d+:\\d+$' })) })),
});

/** compose.yaml without the parts that it only merges into others. */
export function composeTree(): unknown {
  return Object.fromEntries(Object.entries(readYaml('compose.yaml')).filter(([name]) => !name.startsWith('x-')));
}

export function readCompose(): Static<typeof ComposeFile> {
  return checked(ComposeFile, composeTree());
}
export type ComposeService = Static<typeof ComposeService>;
