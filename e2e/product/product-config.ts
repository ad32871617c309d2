/** Where the product finds programs: as this process does. Of the rest of the environment it shall know nothing. */
export function searchPath(): string {
  return process.env['PATH'] ?? '';
}
