import { Form, Link } from 'react-router';
import type { Tenant } from '@safiri/contracts';
import { Button, Field, Notice, type ButtonLook } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';

type Act = 'suspend' | 'resume' | 'close';

/** What may be done to a company of each status: it is closed only after it was suspended. */
const actsOf: Readonly<Record<Tenant['status'], readonly Act[]>> = {
  active: ['suspend'],
  suspended: ['resume', 'close'],
  closed: [],
};
const lookOf: Readonly<Record<Act, ButtonLook>> = { suspend: 'danger', resume: 'secondary', close: 'danger' };
const linkClasses = 'inline-flex min-h-11 items-center font-semibold';

export function CompanyCard({
  company,
  problem,
}: {
  readonly company: Tenant;
  readonly problem: MessageKey | undefined;
}) {
  const text = useText();
  const { companyId, status, because } = company;
  const place = new URLSearchParams({ company: companyId }).toString();
  return (
    <article
      aria-label={company.name ?? companyId}
      className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6"
    >
      <div>
        <h2 className="text-lg font-semibold">{company.name ?? text('companies.nameless')}</h2>
        <p className={status === 'active' ? 'text-muted' : 'font-semibold text-bad'}>
          {text(`companies.status.${status}`)}
          {because !== null && ` · ${text('companies.because', { because })}`}
        </p>
        <p className="text-sm text-muted">{text('companies.people', { count: company.people })}</p>
      </div>
      {problem !== undefined && <Notice tone="bad" role="alert" title={text(problem)} />}
      <p className="flex flex-wrap gap-x-4">
        <Link className={linkClasses} to={`/staff?${place}`}>
          {text('companies.staff')}
        </Link>
        <Link className={linkClasses} to={`/staff/audit?${place}`}>
          {text('companies.log')}
        </Link>
      </p>
      {actsOf[status].map((act) => (
        <ActForm key={act} act={act} company={company} />
      ))}
    </article>
  );
}

/** Closed until it is wanted: what it means is read before it is done. */
function ActForm({ act, company }: { readonly act: Act; readonly company: Tenant }) {
  const text = useText();
  return (
    <details className="rounded-md border border-line p-3">
      <summary className="min-h-8 cursor-pointer font-semibold">{text(`companies.${act}`)}</summary>
      <Form method="post" className="mt-2 max-w-lg space-y-4">
        <input type="hidden" name="companyId" value={company.companyId} />
        <p>{text(`companies.${act}.means`)}</p>
        <Field
          name="because"
          label={text('companies.why')}
          hint={text('companies.why.hint')}
          maxLength={300}
          autoComplete="off"
        />
        {act === 'close' && (
          <Field
            name="typed"
            label={text('companies.close.type', { name: company.name ?? company.companyId })}
            autoComplete="off"
          />
        )}
        <Button look={lookOf[act]} name="intent" value={act}>
          {text(`companies.${act}`)}
        </Button>
      </Form>
    </details>
  );
}
