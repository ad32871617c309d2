import { askSupportView, consentSupportView, endSupportView, leaveSupportView } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';

export type SupportProblem = { readonly problem: MessageKey; readonly field?: 'reason' };

/** What a button of the page asks for; undefined when it was done. */
export async function actOnSupport(visit: Visit, form: FormData): Promise<SupportProblem | undefined> {
  const grantId = keyIn(form, 'grantId') ?? '';
  const params = { grantId };
  const answer = await (async () => {
    switch (textIn(form, 'do')) {
      case 'ask': {
        const reason = textIn(form, 'reason');
        if (reason.length < 10) return undefined;
        return await visit.api(askSupportView, { body: { grantId, companyId: textIn(form, 'companyId'), reason } });
      }
      case 'consent':
        return await visit.api(consentSupportView, { params, body: { minutes: Number(textIn(form, 'minutes')) } });
      case 'end':
        return await visit.api(endSupportView, { params });
      default:
        return await visit.api(leaveSupportView, { params });
    }
  })();
  if (answer === undefined) return { problem: 'support.error.reason', field: 'reason' };
  return answer.ok ? undefined : { problem: messageOfRefusal(answer.code) };
}
