import type { Database } from '../database/connect.ts';
import { listen, type Listening } from '../database/listen.ts';

/** Rings for every notification of the schema's outbox, and whenever listening has begun: nobody heard what was told before. */
export function listenToOutbox(db: Database, ring: () => void): Listening {
  return listen(db, {
    channel: 'outbox',
    heard: (schema) => {
      if (schema === db.schema) ring();
    },
    began: ring,
  });
}
