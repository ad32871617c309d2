import {
  deactivateStaff,
  getStaffPerson,
  reactivateStaff,
  resetSecondFactors,
  setPowers,
  type Power,
} from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import { readPower, writePower } from './power-words.ts';

type Outcome = { readonly problem?: MessageKey; readonly isReset?: boolean };

/** Does what one of the forms about a person asks. */
export async function changePerson(visit: Visit, accountId: string, form: FormData): Promise<Outcome> {
  const intent = textIn(form, 'intent');
  const params = { accountId };
  if (intent === 'deactivate') return told(await visit.api(deactivateStaff, { params }));
  if (intent === 'reactivate') return told(await visit.api(reactivateStaff, { params }));
  if (intent === 'reset-factors') {
    const answer = await visit.api(resetSecondFactors, { params });
    return { ...told(answer), isReset: answer.ok };
  }
  const person = await visit.api(getStaffPerson, { params });
  if (!person.ok) throw failPage(visit, person);
  const powers = changed(person.value.powers, intent, form);
  if (powers === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const version = Number(textIn(form, 'version'));
  return told(await visit.api(setPowers, { params, body: { version, powers: [...powers] } }));
}

function told(answer: { readonly ok: true } | { readonly ok: false; readonly code: string }): Outcome {
  return answer.ok ? {} : { problem: messageOfRefusal(answer.code) };
}

function changed(present: readonly Power[], intent: string, form: FormData): readonly Power[] | undefined {
  if (intent === 'remove') {
    const gone = textIn(form, 'power');
    return present.filter((power) => writePower(power) !== gone);
  }
  const added = powerIn(form, intent === 'role' ? 'role' : textIn(form, 'kind'));
  if (added === undefined) return undefined;
  return [...present.filter((power) => writePower(power) !== writePower(added)), added];
}

/** A role or a permission with the scope that the form chose. */
export function powerIn(form: FormData, kind: string): Power | undefined {
  return readPower(`${kind}|${textIn(form, 'what')}|${textIn(form, 'scope')}`);
}
