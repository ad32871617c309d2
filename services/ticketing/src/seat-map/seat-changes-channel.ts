import { listen, type FanOut, type Listening, type ServiceDeps } from '@safiri/runtime';

/** Told by the job that counts taken legs, some times a second, with the ids of trips whose seats changed, comma between. */
const channel = 'safiri_seats_changed';

/** Over what processes share, where they do: the database then has no connection more for each of them. */
export function listenToSeatChanges(
  { db, memory }: Pick<ServiceDeps, 'db' | 'memory'>,
  heard: (tripIds: readonly number[]) => void,
  began: () => void,
): Listening {
  const options = { channel, heard: (payload: string) => heard(readTripIds(payload)), began };
  return memory.fanOut === undefined ? listen(db, options) : memory.fanOut.listen(options);
}

export async function tellSeatChanges(fanOut: FanOut, tripIds: readonly number[]): Promise<void> {
  if (tripIds.length > 0) await fanOut.tell(channel, tripIds.join(','));
}

/** Texts that are no trip ids are left out: anybody who may connect may notify. */
export function readTripIds(payload: string): number[] {
  return payload.split(',').map(Number).filter(Number.isSafeInteger);
}
