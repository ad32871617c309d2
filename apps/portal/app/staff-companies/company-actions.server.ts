import { onboardCompany, setTenantStatus, type TenantStatus } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import { findCompany } from './load-companies.server.ts';

const statusOf: Readonly<Record<string, TenantStatus>> = { suspend: 'suspended', resume: 'active', close: 'closed' };

/** What went wrong, and with which company. */
export type CompanyProblem = { readonly companyId: string; readonly problem: MessageKey };

/** Suspends a company, brings it back, or closes it for good; answers what went wrong. */
export async function changeCompany(visit: Visit, request: Request): Promise<CompanyProblem | undefined> {
  const form = await request.formData();
  const companyId = keyIn(form, 'companyId') ?? '';
  const status = statusOf[textIn(form, 'intent')];
  const because = textIn(form, 'because');
  if (status === undefined || because.length < 3) return { companyId, problem: 'companies.error.why' };
  // Typed by hand: a press on the wrong card closes nobody.
  if (
    status === 'closed' &&
    textIn(form, 'typed') !== ((await findCompany(visit, request, companyId)).name ?? companyId)
  )
    return { companyId, problem: 'companies.error.confirm' };
  const answer = await visit.api(setTenantStatus, { params: { companyId }, body: { status, because } });
  return answer.ok ? undefined : { companyId, problem: messageOfRefusal(answer.code) };
}

const fields = ['name', 'timeZone', 'currency', 'branch', 'admin'] as const;
export type NewCompanyField = (typeof fields)[number];
export type NewCompanyProblem = {
  readonly problem: MessageKey;
  readonly field: NewCompanyField | undefined;
  readonly given: Readonly<Record<NewCompanyField, string>>;
};

/** Takes a company on; the same form sent twice takes it on once. */
export async function takeCompanyOn(visit: Visit, form: FormData): Promise<NewCompanyProblem | undefined> {
  const given = {
    name: textIn(form, 'name'),
    timeZone: textIn(form, 'timeZone'),
    currency: textIn(form, 'currency').toUpperCase(),
    branch: textIn(form, 'branch'),
    admin: textIn(form, 'admin'),
  };
  const mistake = mistakeIn(given);
  if (mistake !== undefined) return { ...mistake, given };
  const answer = await visit.api(onboardCompany, {
    body: {
      companyId: keyIn(form, 'companyId') ?? newId(),
      name: given.name,
      timeZone: given.timeZone,
      currency: given.currency,
      adminEmail: given.admin,
      locale: visit.locale,
      branch: { branchId: keyIn(form, 'branchId') ?? newId(), name: given.branch, stationIds: [] },
    },
  });
  if (answer.ok) return undefined;
  const field = answer.code === 'TIME_ZONE_UNKNOWN' ? 'timeZone' : undefined;
  return { problem: messageOfRefusal(answer.code), field, given };
}

function mistakeIn(given: NewCompanyProblem['given']): Omit<NewCompanyProblem, 'given'> | undefined {
  if (given.name === '') return { problem: 'companies.error.name', field: 'name' };
  if (given.timeZone === '') return { problem: 'companies.error.time-zone', field: 'timeZone' };
  if (!/^[A-Z]{3}$/.test(given.currency)) return { problem: 'companies.error.currency', field: 'currency' };
  if (given.branch === '') return { problem: 'companies.error.branch', field: 'branch' };
  return /^\S+@\S+\.\S+$/.test(given.admin) ? undefined : { problem: 'companies.error.admin', field: 'admin' };
}
