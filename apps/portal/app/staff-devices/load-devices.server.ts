import { listCompanies, listDevices, listPinHolders } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Staff } from '../visit/require-staff.server.ts';
import { mayOffer, type Visit } from '../visit/visit.server.ts';

export type DevicesPage = Awaited<ReturnType<typeof loadDevices>>;

/** The devices of a company, and who may sign in on them. Staff of the platform choose a company first. */
export async function loadDevices(visit: Visit, staff: Staff, query: URLSearchParams) {
  const companies = staff.companyId === null ? await loadCompanies(visit) : [];
  const companyId = staff.companyId ?? query.get('company') ?? companies[0]?.id ?? '';
  if (companyId === '') return { companies, companyId, devices: [], later: undefined, people: [] };
  const after = query.get('after');
  const answer = await visit.api(listDevices, { query: { companyId, ...(after === null ? {} : { after }) } });
  if (!answer.ok) throw failPage(visit, answer);
  const { devices, more } = answer.value;
  return {
    companies,
    companyId,
    devices: devices.map(({ deviceId, name, purpose, state, pairedAt, lastSeenAt }) => ({
      deviceId,
      name,
      purpose,
      state,
      pairedDay: visit.writing.day(pairedAt, 'UTC'),
      seen: { day: visit.writing.day(lastSeenAt, 'UTC'), time: visit.writing.time(lastSeenAt, 'UTC') },
    })),
    later: more ? devices.at(-1)?.deviceId : undefined,
    people: await loadPeople(visit, companyId),
  };
}

/** Whoever may not look after staff sees devices alone. */
async function loadPeople(visit: Visit, companyId: string) {
  if (!(await mayOffer(visit, 'staff:write'))) return [];
  const answer = await visit.api(listPinHolders, { query: { companyId } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value.people;
}

async function loadCompanies(visit: Visit) {
  const answer = await visit.api(listCompanies, { query: { limit: 100 } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value.companies.map(({ companyId: id, name }) => ({ id, name }));
}
