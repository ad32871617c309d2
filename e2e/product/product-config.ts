/** Where the product finds programs: as this process does. Of the rest of the environment it shall know nothing. */
export function searchPath(): string {
  return process.env['PATH'] ?? '';
}

/** The folder of a cluster that runs, which journeys are to use instead of products of their own. */
export function clusterFolder(): string | undefined {
  return process.env['SAFIRI_CLUSTER'];
}
