import { findPlaces, putBranch, removeBranch, type Branch } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import { loadBranches } from './load-names.server.ts';
import type { StaffPlace } from './staff-visit.server.ts';

/** Does what a form about a branch asks; answers what went wrong. */
export async function changeBranch(visit: Visit, place: StaffPlace, form: FormData): Promise<MessageKey | undefined> {
  const branchId = keyIn(form, 'branchId');
  if (branchId === undefined || place.companyId === null) throw failPage(visit, { code: 'NOT_FOUND' });
  const intent = textIn(form, 'intent');
  if (intent === 'remove') return problemOf(await visit.api(removeBranch, { params: { branchId } }));
  const present = (await loadBranches(visit, place)).find((branch) => branch.branchId === branchId);
  const branch = present ?? { branchId, companyId: place.companyId, name: textIn(form, 'name'), stationIds: [] };
  if (branch.name === '') return 'staff.error.branch-name';
  if (intent === 'make') return await write(visit, branch);
  const stationId = await findStation(visit, textIn(form, 'station'));
  if (stationId === undefined) return 'staff.error.station';
  const others = branch.stationIds.filter((each) => each !== stationId);
  return await write(visit, { ...branch, stationIds: intent === 'add' ? [...others, stationId] : others });
}

async function write(visit: Visit, { branchId, companyId, name, stationIds }: Branch): Promise<MessageKey | undefined> {
  return problemOf(await visit.api(putBranch, { params: { branchId }, body: { companyId, name, stationIds } }));
}

function problemOf(
  answer: { readonly ok: true } | { readonly ok: false; readonly code: string },
): MessageKey | undefined {
  return answer.ok ? undefined : messageOfRefusal(answer.code);
}

/** The one place of that name, or the only one that it may mean. */
async function findStation(visit: Visit, name: string): Promise<string | undefined> {
  if (name === '') return undefined;
  const answer = await visit.api(findPlaces, { query: { text: name.slice(0, 80), limit: 5 } });
  if (!answer.ok) throw failPage(visit, answer);
  const { places } = answer.value;
  const exact = places.filter((place) => place.name.toLowerCase() === name.toLowerCase());
  const [found, other] = exact.length > 0 ? exact : places;
  return other === undefined ? found?.stopId : undefined;
}
