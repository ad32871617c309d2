import { createClient, createProver, makeDeviceKey, type Answer, type Client, type Prover } from '@safiri/client';
import { pairDevice, refreshSession, type SessionTokens } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { forget, keep, recall, type Shift } from './device-store.ts';

/** Calls the API as this device, with no person. */
export function asDevice(prover: Prover, accessToken?: string): Client {
  return createClient({ baseUrl: location.origin, prover, accessToken });
}

export async function findProver(): Promise<Prover | undefined> {
  const key = await recall('key');
  return key === undefined ? undefined : createProver(key);
}

/** Becomes the device of a code. A key that was that of a device before is thrown away; one whose answer was lost is used again. */
export async function pairWith(code: string): Promise<Answer<typeof pairDevice>> {
  const ask = async (): Promise<Answer<typeof pairDevice>> =>
    await asDevice((await findProver()) ?? (await makeProver()))(pairDevice, { body: { code } });
  const answer = await ask();
  if (answer.ok || answer.code !== 'DEVICE_KEY_TAKEN') return answer;
  await makeProver();
  return await ask();
}

async function makeProver(): Promise<Prover> {
  const key = await makeDeviceKey();
  await keep('key', key);
  return createProver(key);
}

/** A request takes some seconds; its token should not run out meanwhile. */
const dueMilliseconds = 30_000;

/**
 * Calls the API as the person whose shift it is, and carries the shift on where that is due, or where its token is not
 * taken any more. A shift that is over is forgotten, and the call answered UNAUTHENTICATED.
 */
export function asPerson(prover: Prover): Client {
  return async (operation, input) => {
    const refused = { ok: false, code: 'UNAUTHENTICATED', detail: 'Nobody is signed in.', problem: undefined } as const;
    let shift = await recall('shift');
    if (shift !== undefined && Date.parse(shift.expiresAt) - systemClock.now().getTime() < dueMilliseconds)
      shift = await carryOn(prover, shift);
    if (shift === undefined) return refused;
    const answer = await asDevice(prover, shift.accessToken)(operation, input);
    if (answer.ok || answer.code !== 'UNAUTHENTICATED') return answer;
    shift = await carryOn(prover, shift);
    return shift === undefined ? answer : await asDevice(prover, shift.accessToken)(operation, input);
  };
}

/** Unchanged where auth does not answer: the call then says why it could not be made. */
async function carryOn(prover: Prover, shift: Shift): Promise<Shift | undefined> {
  const { refreshToken } = (await recall('shift')) ?? shift;
  const answer = await asDevice(prover)(refreshSession, { body: { refreshToken } });
  if (answer.ok) return await keepShift(answer.value, shift);
  if (answer.code !== 'SESSION_OVER') return shift;
  await forget('shift');
  return undefined;
}

export async function keepShift(
  tokens: SessionTokens,
  { name, companyId }: Pick<Shift, 'name' | 'companyId'>,
): Promise<Shift> {
  const { sessionId, accessToken, expiresAt, refreshToken, refreshBy } = tokens;
  const shift = { sessionId, accessToken, expiresAt, refreshToken, refreshBy, name, companyId };
  await keep('shift', shift);
  return shift;
}
