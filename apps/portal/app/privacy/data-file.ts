import { exportMyData, exportMyTables } from '@safiri/contracts';
import { proveFirst, signInFirst } from '../security/prove-first.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/data-file';

/** One's data as a file: `json`, or `csv` for a zip of tables. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const operation = params.form === 'json' ? exportMyData : params.form === 'csv' ? exportMyTables : undefined;
  if (operation === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const answer = await visit.api(operation, {});
  if (!answer.ok && answer.code === 'PROOF_TOO_OLD') throw await proveFirst(visit, '/account/privacy');
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') throw signInFirst('/account/privacy');
  if (!answer.ok) throw failPage(visit, answer);
  const { name, bytes } = answer.value;
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': operation.success.file,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
