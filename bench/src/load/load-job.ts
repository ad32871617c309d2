import { network, randomAttempt, randomInteger, type Attempt, type Workload } from '../workloads.ts';

/** What the load generator is told to do. */
export type LoadJob = {
  readonly address: string;
  /** A guest's access token for every connection. */
  readonly accessTokens: readonly string[];
  /** SPREAD draws from them, HOT uses them up one by one, opening asks once for each. */
  readonly tripIds: readonly number[];
  /** Attempts on hot trips before this job. */
  readonly hotAttempts: number;
  readonly workload: Workload | 'opening';
  readonly seconds: number;
};

export type LoadReport = {
  /** How many times each answer came: `held`, `taken`, or the code of another refusal or failure. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly latenciesMilliseconds: readonly number[];
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly hotAttempts: number;
};

/** What the next client asks for, whichever of them that is; undefined when there is no trip left. */
export function attemptsOf(job: LoadJob): () => Attempt | undefined {
  let attempts = 0;
  const tripOfNext = (): number | undefined => {
    const attempt = attempts;
    attempts += 1;
    switch (job.workload) {
      case 'opening':
        return job.tripIds[attempt];
      case 'spread':
        return job.tripIds[randomInteger(0, job.tripIds.length - 1)];
      case 'hot':
        return hotTrip(job, attempt);
    }
  };
  return () => {
    const tripId = tripOfNext();
    return tripId === undefined ? undefined : randomAttempt(tripId);
  };
}

function hotTrip(job: LoadJob, attempt: number): number {
  const tripId = job.tripIds[Math.floor((job.hotAttempts + attempt) / network.attemptsPerHotTrip)];
  if (tripId === undefined) throw new Error('There is no hot trip left: measure fewer seconds.');
  return tripId;
}
