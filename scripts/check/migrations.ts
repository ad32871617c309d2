import { fixRefusals } from '../migrations/check-fixes.ts';
import { migrationRefusals } from '../migrations/check-migrations.ts';
import { EXEMPTIONS } from '../migrations/exemptions.ts';
import { readFixes, readMigrations } from '../migrations/read-migrations.ts';
import { root } from '../tools.ts';

/** Whether the previous release and sales survive every migration and every data fix: docs/schema-changes.md. */
export async function refusedMigrations(): Promise<string[]> {
  return [...(await migrationRefusals(readMigrations(root), EXEMPTIONS)), ...(await fixRefusals(readFixes(root)))];
}
