import { signInWithPin, signOut } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { scanOnce, type ScanOutcome } from '../scan/scan-once.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { asDevice, asPerson, findProver, keepShift, pairWith } from './device-calls.ts';
import { forget, recall } from './device-store.ts';
import { readWords } from './load-device.ts';

export type DeviceOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'problem'; readonly problem: MessageKey }
  /** The PIN was right and is a first one: it is changed with the next try. */
  | { readonly kind: 'change-pin'; readonly accountId: string; readonly pin: string; readonly problem?: MessageKey }
  | ScanOutcome;

/** What the forms of the page ask for. All of it is asked by this browser itself, because only it has the key. */
export async function actOnDevice(form: FormData, query: URLSearchParams): Promise<DeviceOutcome> {
  switch (textIn(form, 'intent')) {
    case 'pair':
      return await pair(textIn(form, 'code'));
    case 'sign-in':
      return await signIn(form);
    case 'leave':
      return await leave();
    default:
      return await scan(form, Number(query.get('trip')));
  }
}

/** The code itself, or the address that its QR code has. */
async function pair(text: string): Promise<DeviceOutcome> {
  const code = /[A-Za-z0-9_-]{43}$/.exec(text)?.[0];
  if (code === undefined) return { kind: 'problem', problem: 'device.error.code' };
  const answer = await pairWith(code);
  if (answer.ok) return { kind: 'done' };
  return { kind: 'problem', problem: messageOfDevice(answer.code) };
}

async function signIn(form: FormData): Promise<DeviceOutcome> {
  const [accountId, pin, newPin] = [keyIn(form, 'accountId'), textIn(form, 'pin'), textIn(form, 'newPin')];
  const prover = await findProver();
  if (accountId === undefined || prover === undefined) return { kind: 'problem', problem: 'device.error.person' };
  const isChange = form.has('newPin');
  if (![pin, ...(isChange ? [newPin] : [])].every((each) => /^\d{6}$/.test(each)))
    return refusedPin({ accountId, pin, isChange }, 'device.error.pin-form');
  const body = { accountId, pin, ...(isChange ? { newPin } : {}) };
  const answer = await asDevice(prover)(signInWithPin, { body });
  if (!answer.ok && answer.code === 'PIN_CHANGE_REQUIRED') return { kind: 'change-pin', accountId, pin };
  if (!answer.ok)
    return refusedPin({ accountId, pin, isChange: answer.code === 'PIN_TOO_EASY' }, messageOfDevice(answer.code));
  const { account } = answer.value;
  await keepShift(answer.value, { name: account.name, companyId: account.companyId ?? '' });
  return { kind: 'done' };
}

function refusedPin(
  { isChange, ...tried }: { readonly accountId: string; readonly pin: string; readonly isChange: boolean },
  problem: MessageKey,
): DeviceOutcome {
  return isChange ? { kind: 'change-pin', ...tried, problem } : { kind: 'problem', problem };
}

/** The browser forgets the shift whether or not auth answers; it then ends unused. */
async function leave(): Promise<DeviceOutcome> {
  const [shift, prover] = [await recall('shift'), await findProver()];
  await forget('shift');
  if (shift !== undefined && prover !== undefined)
    await asDevice(prover)(signOut, { body: { refreshToken: shift.refreshToken } });
  return { kind: 'done' };
}

async function scan(form: FormData, tripId: number): Promise<DeviceOutcome> {
  const prover = await findProver();
  if (prover === undefined) return { kind: 'problem', problem: 'device.error.over' };
  const desk = {
    api: asPerson(prover),
    timeOf: async (instant: string) => (await readWords({ trip: String(tripId) }, [instant])).times[0] ?? '',
  };
  return await scanOnce(desk, {
    tripId,
    scanId: keyIn(form, 'scanId') ?? crypto.randomUUID(),
    stopIndex: textIn(form, 'stopIndex'),
    token: textIn(form, 'token'),
  });
}

const messages: Readonly<Record<string, MessageKey>> = {
  PAIRING_CODE_INVALID: 'device.error.code',
  SIGN_IN_FAILED: 'device.error.pin-wrong',
  PIN_TOO_EASY: 'device.error.pin-easy',
  PIN_TRIED_TOO_OFTEN: 'device.error.pin-wait',
  PIN_LOCKED: 'device.error.pin-locked',
  DEVICE_LOCKED: 'device.locked.title',
  DEVICE_NOT_PAIRED: 'device.error.not-paired',
};

function messageOfDevice(code: string): MessageKey {
  return messages[code] ?? messageOfRefusal(code);
}
