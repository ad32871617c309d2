import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { writeSafely } from '../secrets.ts';

/** What a cluster writes down of itself, for who looks from outside. In its folder, for its owner alone: it names the database. */
const State = Type.Object({
  supervisor: Type.Integer(),
  phase: Type.Union([
    Type.Literal('starting'),
    Type.Literal('running'),
    Type.Literal('rolling'),
    Type.Literal('stopping'),
  ]),
  /** Unknown of a cluster that an earlier version started. */
  mode: Type.Optional(Type.Union([Type.Literal('development'), Type.Literal('production')])),
  /** Of the port mapper of RabbitMQ, which lives on by itself. */
  epmdPort: Type.Integer(),
  addresses: Type.Object({
    gateway: Type.String(),
    portal: Type.String(),
    staff: Type.String(),
    internal: Type.String(),
  }),
  adminUrl: Type.String(),
  brokerUrl: Type.String(),
  redisUrl: Type.String(),
  /** Checkouts: what runs, and what ran before. */
  release: Type.String(),
  previousRelease: Type.String(),
  parts: Type.Array(
    Type.Object({
      name: Type.String(),
      processId: Type.Union([Type.Integer(), Type.Null()]),
      port: Type.Union([Type.Integer(), Type.Null()]),
      release: Type.Union([Type.String(), Type.Null()]),
      restarts: Type.Integer(),
    }),
  ),
  simulators: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })),
  /** What a person reads when everything runs. */
  welcome: Type.Array(Type.String()),
});
export type ClusterState = Static<typeof State>;

const validator = Compile(State);
const fileIn = (clusterDir: string): string => path.join(clusterDir, 'cluster.json');

export async function writeState(clusterDir: string, state: ClusterState): Promise<void> {
  await writeSafely(fileIn(clusterDir), JSON.stringify(state, null, 2));
}

/** Undefined where there is none, or none that this version can read. */
export async function readState(clusterDir: string): Promise<ClusterState | undefined> {
  const text = await readFile(fileIn(clusterDir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const state: unknown = JSON.parse(text);
  return validator.Check(state) ? state : undefined;
}
