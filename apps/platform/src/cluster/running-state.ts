import { isAlive } from '../running-file.ts';
import { readState, type ClusterState } from './state.ts';

/** The cluster that runs on a folder now, or undefined: what a killed one left behind does not count. */
export async function runningState(clusterDir: string): Promise<ClusterState | undefined> {
  const state = await readState(clusterDir);
  return state !== undefined && isAlive(state.supervisor) ? state : undefined;
}
