import { Form, Link, useLocation } from 'react-router';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { requireStaff } from '../visit/require-staff.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { AuditFiltersForm } from './audit-filters-form.tsx';
import { EntryView } from './entry-view.tsx';
import { loadAudit } from './load-audit.server.ts';
import { verifyLog } from './verify-log.server.ts';
import type { Route } from './+types/audit-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const staff = await requireStaff(visit, request, 'audit:read');
  return await loadAudit(visit, staff, new URL(request.url).searchParams);
}

/** Verifies the log that the page shows. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'audit:read');
  return await verifyLog(visit, new URL(request.url).searchParams);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function AuditPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const { entries, older, files, support } = loaderData;
  return (
    <>
      <PageTitle lead={text('audit.lead')}>{text('audit.title')}</PageTitle>
      {support !== undefined && (
        <div className="mt-4">
          <Notice tone="warn" title={text('audit.support')}>
            {support}
          </Notice>
        </div>
      )}
      <AuditFiltersForm page={loaderData} />
      <VerifyForm found={actionData} files={files} />
      {entries.length === 0 ? (
        <p className="mt-6 text-lg text-muted">{text('audit.none')}</p>
      ) : (
        <ol className="mt-6 space-y-3">
          {entries.map((entry) => (
            <li key={entry.number}>
              <EntryView entry={entry} />
            </li>
          ))}
        </ol>
      )}
      {older !== undefined && <OlderLink before={older} />}
    </>
  );
}

function VerifyForm({
  found,
  files,
}: {
  readonly found: Route.ComponentProps['actionData'];
  readonly files: Route.ComponentProps['loaderData']['files'];
}) {
  const text = useText();
  const { search } = useLocation();
  return (
    <section aria-label={text('audit.verify')} className="mt-4 space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <Form method="post" action={`/staff/audit${search}`}>
          <Button look="secondary">{text('audit.verify')}</Button>
        </Form>
        {files?.csv !== undefined && (
          <a className="inline-flex min-h-12 items-center font-semibold" href={files.csv}>
            {text('audit.export.csv')}
          </a>
        )}
        {files?.json !== undefined && (
          <a className="inline-flex min-h-12 items-center font-semibold" href={files.json}>
            {text('audit.export.json')}
          </a>
        )}
      </div>
      {found !== undefined && <Verified found={found} />}
    </section>
  );
}

function Verified({ found }: { readonly found: NonNullable<Route.ComponentProps['actionData']> }) {
  const text = useText();
  if (found.problem !== undefined) return <Notice tone="bad" role="alert" title={text(found.problem)} />;
  if (found.found === undefined) return null;
  const { fault, checkedTo, signedTo, more } = found.found;
  if (fault !== null)
    return (
      <Notice tone="bad" role="alert" title={text(`audit.fault.${fault.kind}`, { number: fault.number })}>
        {fault.sentence}
      </Notice>
    );
  return (
    <Notice tone="good" role="status" title={text('audit.verified', { count: checkedTo })}>
      {more ? text('audit.verified.more') : text('audit.verified.signed', { number: signedTo })}
    </Notice>
  );
}

function OlderLink({ before }: { readonly before: number }) {
  const text = useText();
  const query = new URLSearchParams(useLocation().search);
  query.set('before', String(before));
  return (
    <p className="mt-6">
      <Link className="inline-flex min-h-12 items-center font-semibold" to={`/staff/audit?${query.toString()}`}>
        {text('audit.older')}
      </Link>
    </p>
  );
}
