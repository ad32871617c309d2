import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serviceNames } from '@safiri/contracts';
import type { MigrationSet } from '@safiri/runtime';

/** The migrations of every service, read as files: the testkit knows no service. */
export function migrationSets(): MigrationSet[] {
  return serviceNames
    .map((schema) => ({
      schema,
      folder: fileURLToPath(new URL(`../../../services/${schema}/migrations`, import.meta.url)),
    }))
    .filter((set) => existsSync(set.folder));
}
