import { changeDevice, createPairingCode, giveFirstPin, revokeDevice, type DevicePurpose } from '@safiri/contracts';
import type { QrCode } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { qrCodeOf } from '../ui/qr-code.server.ts';
import { originOf } from '../visit/cookies.server.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';

/** What is told here is told once: neither a code nor a first PIN can be read again. */
export type DevicesOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'code'; readonly code: string; readonly picture: QrCode }
  | { readonly kind: 'pin'; readonly pin: string; readonly accountId: string }
  | { readonly kind: 'problem'; readonly problem: MessageKey };

export async function actOnDevices(visit: Visit, request: Request, form: FormData): Promise<DevicesOutcome> {
  const intent = textIn(form, 'intent');
  if (intent === 'code') return await makeCode(visit, request, form);
  if (intent === 'first-pin') return await giveFirst(visit, keyIn(form, 'accountId'));
  const deviceId = keyIn(form, 'deviceId');
  if (deviceId === undefined) return problem('NOT_FOUND');
  const params = { deviceId };
  const name = textIn(form, 'name');
  if (intent === 'rename' && name === '') return { kind: 'problem', problem: 'devices.error.name' };
  const answer =
    intent === 'revoke'
      ? await visit.api(revokeDevice, { params })
      : await visit.api(changeDevice, { params, body: intent === 'rename' ? { name } : { locked: intent === 'lock' } });
  return answer.ok ? { kind: 'done' } : problem(answer.code);
}

async function makeCode(visit: Visit, request: Request, form: FormData): Promise<DevicesOutcome> {
  const [companyId, name] = [keyIn(form, 'companyId'), textIn(form, 'name')];
  if (companyId === undefined) return problem('NOT_FOUND');
  if (name === '' || name.length > 60) return { kind: 'problem', problem: 'devices.error.name' };
  const purpose: DevicePurpose = textIn(form, 'purpose') === 'point-of-sale' ? 'point-of-sale' : 'scanner';
  const answer = await visit.api(createPairingCode, { body: { companyId, branchId: null, name, purpose } });
  if (!answer.ok) return problem(answer.code);
  const { code } = answer.value;
  // Behind the sign that browsers keep to themselves: the camera of a phone opens the page, and no server sees the code.
  return { kind: 'code', code, picture: qrCodeOf(`${originOf(request)}/device#${code}`) };
}

async function giveFirst(visit: Visit, accountId: string | undefined): Promise<DevicesOutcome> {
  if (accountId === undefined) return problem('NOT_FOUND');
  const answer = await visit.api(giveFirstPin, { params: { accountId } });
  return answer.ok ? { kind: 'pin', accountId, pin: answer.value.pin } : problem(answer.code);
}

const messages: Readonly<Record<string, MessageKey>> = {
  TOO_MANY_PAIRING_CODES: 'devices.error.too-many-codes',
  NOT_FOUND: 'devices.error.gone',
  DEVICE_REVOKED: 'devices.error.gone',
};

function problem(code: string): DevicesOutcome {
  return { kind: 'problem', problem: messages[code] ?? messageOfRefusal(code) };
}
