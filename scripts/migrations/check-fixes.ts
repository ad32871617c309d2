import { type Migration, readStatements } from './read-migrations.ts';

/** What is wrong with data fixes, as sentences: packages/runtime/src/data-fixes says how they run. */
export async function fixRefusals(fixes: readonly Migration[]): Promise<string[]> {
  return (await Promise.all(fixes.map(refusalsOf))).flat();
}

async function refusalsOf(fix: Migration): Promise<string[]> {
  const place = `services/${fix.set}/fixes/${fix.name}:1`;
  const statements = await readStatements({ ...fix, text: fix.text.replaceAll('{batch}', '500') });
  if (typeof statements === 'string') return [`${place} [fixes/unreadable] ${statements}`];
  const [node] = statements.map((each) => each.node);
  const refusals: string[] = [];
  if (!/^[a-z0-9_]+\.sql$/.test(fix.name)) refusals.push('[fixes/name] A fix is named like what_it_mends.sql.');
  if (!fix.text.startsWith('-- '))
    refusals.push('[fixes/why] It begins with a comment that says what went wrong, and when.');
  if (statements.length !== 1 || node === undefined || !changesRows(node))
    refusals.push('[fixes/one-statement] It is one update, delete or insert, which is run until it changes nothing.');
  if (!fix.text.includes('limit {batch}'))
    refusals.push('[fixes/bound] It changes at most so many rows at a time: say "limit {batch}".');
  return refusals.map((sentence) => `${place} ${sentence}`);
}

function changesRows(node: object): boolean {
  return 'UpdateStmt' in node || 'DeleteStmt' in node || 'InsertStmt' in node;
}
