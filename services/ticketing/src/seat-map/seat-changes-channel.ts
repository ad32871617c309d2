import { listen, type Database, type Listening } from '@safiri/runtime';

/** Told by the job that counts taken legs, some times a second, with the ids of trips whose seats changed, comma between. */
const channel = 'safiri_seats_changed';

export function listenToSeatChanges(
  db: Database,
  heard: (tripIds: readonly number[]) => void,
  began: () => void,
): Listening {
  return listen(db, { channel, heard: (payload) => heard(readTripIds(payload)), began });
}

/** Texts that are no trip ids are left out: anybody who may connect may notify. */
export function readTripIds(payload: string): number[] {
  return payload.split(',').map(Number).filter(Number.isSafeInteger);
}
