import { Form, redirect } from 'react-router';
import { Button, ButtonLink, Field, inputClasses, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { loadSupport, type ShownGrant, type SupportPageData } from './load-support.server.ts';
import { actOnSupport } from './support-actions.server.ts';
import type { Route } from './+types/support-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  return await loadSupport(visitOf(context), request);
}

export async function action({ request, context }: Route.ActionArgs) {
  const refused = await actOnSupport(visitOf(context), await request.formData());
  if (refused !== undefined) return refused;
  throw redirect('/staff/support');
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function SupportPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const { side, grants } = loaderData;
  return (
    <>
      <PageTitle lead={text(`support.lead.${side}`)}>{text('support.title')}</PageTitle>
      {actionData !== undefined && actionData.field === undefined && (
        <div className="mt-4">
          <Notice tone="bad" role="alert" title={text(actionData.problem)} />
        </div>
      )}
      {side === 'platform' && (
        <AskForm page={loaderData} error={actionData?.field === 'reason' ? text(actionData.problem) : undefined} />
      )}
      {grants.length === 0 ? (
        <p className="mt-6 text-lg text-muted">{text('support.none')}</p>
      ) : (
        <ul className="mt-6 space-y-4">
          {grants.map((grant) => (
            <li key={grant.grantId}>
              <GrantCard grant={grant} side={side} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function AskForm({ page, error }: { readonly page: SupportPageData; readonly error: string | undefined }) {
  const text = useText();
  return (
    <Form method="post" className="mt-6 space-y-4 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <h2 className="text-lg font-semibold">{text('support.ask')}</h2>
      <input type="hidden" name="do" value="ask" />
      <input type="hidden" name="grantId" value={page.grantId} />
      <div>
        <label htmlFor="companyId" className="mb-1.5 block font-[650]">
          {text('support.ask.company')}
        </label>
        <select id="companyId" name="companyId" className={inputClasses}>
          {page.companies.map((company) => (
            <option key={company.id} value={company.id}>
              {company.name}
            </option>
          ))}
        </select>
      </div>
      <Field
        name="reason"
        label={text('support.ask.reason')}
        hint={text('support.ask.reason.hint')}
        error={error}
        maxLength={500}
      />
      <Button>{text('support.ask.send')}</Button>
    </Form>
  );
}

function GrantCard({ grant, side }: { readonly grant: ShownGrant; readonly side: SupportPageData['side'] }) {
  const text = useText();
  return (
    <article className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <div>
        <h2 className="text-lg font-semibold">{side === 'company' ? grant.reason : grant.companyName}</h2>
        {side === 'platform' && <p>{grant.reason}</p>}
        <p className="text-muted">
          {text(`support.status.${grant.status}`)}
          {grant.status === 'running' &&
            grant.until !== undefined &&
            ` · ${text('support.until', { until: grant.until })}`}
        </p>
        <p className="text-sm break-all text-muted">
          {text('support.asked-at', { at: grant.askedAt })}
          {side === 'company' && ` · ${grant.askedBy}`}
        </p>
      </div>
      {grant.status !== 'over' &&
        (side === 'company' ? <CompanyButtons grant={grant} /> : <AskerButtons grant={grant} />)}
    </article>
  );
}

const minutesOffered = [30, 60, 120, 480];

function CompanyButtons({ grant }: { readonly grant: ShownGrant }) {
  const text = useText();
  const isAsked = grant.status === 'asked';
  return (
    <Form method="post" className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="grantId" value={grant.grantId} />
      {isAsked && (
        <>
          <div>
            <label htmlFor={`minutes-${grant.grantId}`} className="mb-1.5 block font-[650]">
              {text('support.minutes')}
            </label>
            <select id={`minutes-${grant.grantId}`} name="minutes" defaultValue="60" className={inputClasses}>
              {minutesOffered.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {text('support.minutes.choice', { minutes })}
                </option>
              ))}
            </select>
          </div>
          <Button name="do" value="consent">
            {text('support.consent')}
          </Button>
        </>
      )}
      <Button name="do" value="end" look="danger">
        {text(isAsked ? 'support.refuse' : 'support.end')}
      </Button>
    </Form>
  );
}

function AskerButtons({ grant }: { readonly grant: ShownGrant }) {
  const text = useText();
  const isRunning = grant.status === 'running';
  return (
    <div className="flex flex-wrap gap-3">
      {isRunning && (
        <>
          <ButtonLink to={`/staff/bookings?grant=${grant.grantId}`}>{text('support.bookings')}</ButtonLink>
          <ButtonLink look="secondary" to={`/staff/audit?grant=${grant.grantId}`}>
            {text('support.open')}
          </ButtonLink>
        </>
      )}
      <Form method="post">
        <input type="hidden" name="grantId" value={grant.grantId} />
        <Button name="do" value="leave" look="secondary">
          {text(isRunning ? 'support.leave' : 'support.withdraw')}
        </Button>
      </Form>
    </div>
  );
}
