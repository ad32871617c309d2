import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  endMyOtherSessions,
  getMyAccount,
  getMyPermissions,
  getPairedDevice,
  giveFirstPin,
  listPinHolders,
  refreshSession,
  setMyPin,
  signIn,
  signInWithPin,
  signOut,
  type SessionTokens,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { isEasyPin } from '../src/pins/pin-rules.ts';
import { password, valueOf } from './auth-bed.ts';
import { openDeviceBed, pin, type DeviceBed, type PairedDevice } from './device-bed.ts';

let bed: DeviceBed;
beforeAll(async () => {
  bed = await openDeviceBed();
});
afterAll(async () => await bed.close());

type Person = { readonly accountId: string };
const wrong = '141421';
const tryPin = async (on: PairedDevice, { accountId }: Person, tried = wrong) =>
  await bed.proving(on.prover)(signInWithPin, { body: { accountId, pin: tried } });
const changePin = async (on: PairedDevice, { accountId }: Person, [before, newPin]: readonly [string, string]) =>
  await bed.proving(on.prover)(signInWithPin, { body: { accountId, pin: before, newPin } });
const codeOf = (answer: { ok: true } | { ok: false; code: string }): string => (answer.ok ? 'in' : answer.code);
const admin = async () => bed.as((await bed.staff('company-admin', bed.companyId)).accessToken);
const firstPin = async ({ accountId }: Person): Promise<string> =>
  valueOf(await (await admin())(giveFirstPin, { params: { accountId } })).pin;

const powersOn = async (on: PairedDevice, { accessToken }: SessionTokens): Promise<string[]> =>
  valueOf(await bed.proving(on.prover, accessToken)(getMyPermissions, {})).held.map(({ permission }) => permission);

describe('signing in by PIN', () => {
  it('gives a session that only this device can use, for what the device is for, for a shift', async () => {
    const [on, agent] = [await bed.paired('scanner'), await bed.person('agent')];
    const session = await bed.signedIn(on, agent);
    expect(await bed.verifier.verifyAccess(session.accessToken)).toMatchObject({
      sub: agent.accountId,
      companyId: bed.companyId,
      device: on.device.deviceId,
    });
    expect(await powersOn(on, session)).toEqual(['manifest:read', 'ticket:scan']);
    let { refreshToken } = session;
    for (let hour = 0; hour < 11; hour += 1) {
      await bed.later(3_600);
      ({ refreshToken } = valueOf(await bed.proving(on.prover)(refreshSession, { body: { refreshToken } })));
    }
    await bed.later(3_601);
    expect(codeOf(await bed.proving(on.prover)(refreshSession, { body: { refreshToken } }))).toBe('SESSION_OVER');
  });

  it('opens on a point of sale what its person may do there, and never what only admins may', async () => {
    const [on, boss] = [await bed.paired('point-of-sale'), await bed.person('company-admin')];
    const powers = await powersOn(on, await bed.signedIn(on, boss));
    expect(powers).toContain('seat:sell');
    expect(powers).not.toContain('device:write');
    expect(powers).not.toContain('staff:write');
  });

  it('gives tokens that are worth nothing without the key, to a thief and to another device alike', async () => {
    const [on, other, driver] = [await bed.paired(), await bed.paired(), await bed.person()];
    const { accessToken, refreshToken } = await bed.signedIn(on, driver);
    expect(codeOf(await bed.as(accessToken)(getMyAccount, {}))).toBe('PROOF_INVALID');
    expect(codeOf(await bed.proving(other.prover, accessToken)(getMyAccount, {}))).toBe('PROOF_INVALID');
    expect(codeOf(await bed.as()(refreshSession, { body: { refreshToken } }))).toBe('PROOF_INVALID');
    expect(codeOf(await bed.proving(other.prover)(refreshSession, { body: { refreshToken } }))).toBe('PROOF_INVALID');
    await bed.as()(signOut, { body: { refreshToken } });
    await bed.proving(other.prover)(signOut, { body: { refreshToken } });
    // And the thief has not ended the session of the owner.
    expect(codeOf(await bed.proving(on.prover)(refreshSession, { body: { refreshToken } }))).toBe('in');
  });

  it('is for working: what is one’s own is changed on the website, by a stronger sign-in', async () => {
    const [on, driver] = [await bed.paired(), await bed.person()];
    const device = bed.proving(on.prover, (await bed.signedIn(on, driver)).accessToken);
    expect(codeOf(await device(endMyOtherSessions, {}))).toBe('FORBIDDEN');
    expect(codeOf(await device(setMyPin, { body: { password, pin: '577215' } }))).toBe('FORBIDDEN');
    expect(codeOf(await device(getMyAccount, {}))).toBe('in');
  });

  it('is over when the shift is ended', async () => {
    const [on, driver] = [await bed.paired(), await bed.person()];
    const { accessToken, refreshToken } = await bed.signedIn(on, driver);
    await bed.proving(on.prover)(signOut, { body: { refreshToken } });
    await bed.revocations.read();
    expect(await bed.verifier.verifyAccess(accessToken)).toBeUndefined();
  });

  it('ends the shift of whoever worked with the device before', async () => {
    const [on, first, second] = [await bed.paired(), await bed.person(), await bed.person()];
    const before = await bed.signedIn(on, first);
    await bed.signedIn(on, second);
    await bed.revocations.read();
    expect(await bed.verifier.verifyAccess(before.accessToken)).toBeUndefined();
  });

  it('is refused alike for a wrong PIN, somebody without one, of another company, and nobody', async () => {
    const on = await bed.paired();
    const without = (await bed.staff('driver', bed.companyId)).account;
    const stranger = (await bed.staff('driver', newId())).account;
    for (const person of [await bed.person(), without, stranger, { accountId: newId() }])
      expect(codeOf(await tryPin(on, person))).toBe('SIGN_IN_FAILED');
  });

  it('is for who works there now: whoever was deactivated is neither listed nor let in', async () => {
    const [on, driver] = [await bed.paired(), await bed.person()];
    await bed.bed.admin('update auth.staff set deactivated_at = now() where account_id = $1', [driver.accountId]);
    expect(codeOf(await tryPin(on, driver, pin))).toBe('SIGN_IN_FAILED');
    const { people } = valueOf(await bed.proving(on.prover)(getPairedDevice, {}));
    expect(people.map(({ accountId }) => accountId)).not.toContain(driver.accountId);
  });

  it('is not for a key that no device has', async () => {
    const prover = await bed.makeProver();
    expect(codeOf(await bed.proving(prover)(getPairedDevice, {}))).toBe('DEVICE_NOT_PAIRED');
    const body = { accountId: newId(), pin };
    expect(codeOf(await bed.proving(prover)(signInWithPin, { body }))).toBe('DEVICE_NOT_PAIRED');
    expect(codeOf(await bed.as()(signInWithPin, { body }))).toBe('PROOF_INVALID');
  });
});

describe('guessing', () => {
  it('is bounded, whatever is tried when, and by however many at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ waitSeconds: fc.constantFrom(0, 1, 31, 301, 4_000), atOnce: fc.integer({ min: 1, max: 5 }) }),
          {
            minLength: 8,
            maxLength: 14,
          },
        ),
        async (steps) => {
          const on = await bed.paired();
          const driver = await bed.person();
          const answers: string[] = [];
          for (const { waitSeconds, atOnce } of steps) {
            await bed.later(waitSeconds);
            const tries = Array.from({ length: atOnce }, async () => codeOf(await tryPin(on, driver)));
            answers.push(...(await Promise.all(tries)));
          }
          const checked = answers.filter((code) => code === 'SIGN_IN_FAILED').length;
          expect(checked).toBeLessThanOrEqual(8);
          const isLocked = answers.includes('PIN_LOCKED');
          expect(codeOf(await tryPin(on, driver, pin))).toEqual(
            isLocked || checked === 8 ? 'PIN_LOCKED' : expect.stringMatching(/^(in|PIN_TRIED_TOO_OFTEN)$/),
          );
        },
      ),
      { numRuns: 3 },
    );
  });

  it('waits longer each time, and a right PIN in between waits as well', async () => {
    const [on, driver] = [await bed.paired(), await bed.person()];
    for (let slip = 0; slip < 3; slip += 1) expect(codeOf(await tryPin(on, driver))).toBe('SIGN_IN_FAILED');
    const refused = await tryPin(on, driver, pin);
    expect(refused).toMatchObject({ code: 'PIN_TRIED_TOO_OFTEN', problem: { status: 429, retryAfter: 30 } });
    await bed.later(30);
    expect(codeOf(await tryPin(on, driver))).toBe('SIGN_IN_FAILED');
    await bed.later(59);
    expect(codeOf(await tryPin(on, driver, pin))).toBe('PIN_TRIED_TOO_OFTEN');
    await bed.later(1);
    expect(codeOf(await tryPin(on, driver, pin))).toBe('in');
    for (let slip = 0; slip < 2; slip += 1) expect(codeOf(await tryPin(on, driver))).toBe('SIGN_IN_FAILED');
    expect(codeOf(await tryPin(on, driver, pin))).toBe('in');
  });

  it('locks a person out on that device alone, until the PIN is set anew', async () => {
    const [on, other] = [await bed.paired(), await bed.paired()];
    const [driver, colleague] = [await bed.person(), await bed.person()];
    for (let slip = 0; slip < 8; slip += 1) {
      await bed.later(3_600);
      expect(codeOf(await tryPin(on, driver))).toBe('SIGN_IN_FAILED');
    }
    await bed.later(86_400);
    expect(codeOf(await tryPin(on, driver, pin))).toBe('PIN_LOCKED');
    expect(codeOf(await tryPin(other, driver, pin))).toBe('in');
    expect(codeOf(await tryPin(on, colleague, pin))).toBe('in');
    const { account } = await bed.staff('driver', bed.companyId);
    expect((await bed.as()(signIn, { body: { identifier: account.email ?? '', password } })).ok).toBe(true);
    const first = await firstPin(driver);
    expect(codeOf(await changePin(on, driver, [first, pin]))).toBe('in');
  });

  it('that finds the queue of hashes full has not been a try', async () => {
    const [on, driver] = [await bed.paired(), await bed.person()];
    for (let slip = 0; slip < 7; slip += 1) {
      await bed.later(3_600);
      await tryPin(on, driver);
    }
    await bed.later(3_600);
    const body = { identifier: 'nobody@safiri.example', password };
    const crowd = Array.from({ length: 60 }, async () => await bed.as()(signIn, { body }));
    const answer = codeOf(await tryPin(on, driver, pin));
    await Promise.all(crowd);
    expect(['TOO_MANY_SIGN_INS', 'in']).toContain(answer);
    if (answer !== 'in') expect(codeOf(await tryPin(on, driver, pin))).toBe('in');
  });
});

describe('a PIN', () => {
  it('given first is changed when it is used, and good for a week', async () => {
    const [on, person] = [await bed.paired(), (await bed.staff('driver', bed.companyId)).account];
    const first = await firstPin(person);
    expect(codeOf(await tryPin(on, person, first))).toBe('PIN_CHANGE_REQUIRED');
    expect(codeOf(await changePin(on, person, [first, '123456']))).toBe('PIN_TOO_EASY');
    expect(codeOf(await changePin(on, person, [first, first]))).toBe('PIN_TOO_EASY');
    expect(codeOf(await changePin(on, person, [wrong, pin]))).toBe('SIGN_IN_FAILED');
    expect(codeOf(await changePin(on, person, [first, pin]))).toBe('in');
    expect(codeOf(await tryPin(on, person, first))).toBe('SIGN_IN_FAILED');
    expect(codeOf(await tryPin(on, person, pin))).toBe('in');
    const next = await firstPin(person);
    await bed.later(7 * 86_400);
    expect(codeOf(await changePin(on, person, [next, '314159']))).toBe('SIGN_IN_FAILED');
  });

  it('is set by its person with their password, and ends what was begun with the one before', async () => {
    const on = await bed.paired();
    const session = await bed.staff('driver', bed.companyId);
    const set = async (given: string, chosen: string) =>
      codeOf(await bed.as(session.accessToken)(setMyPin, { body: { password: given, pin: chosen } }));
    expect(await set('not the password', pin)).toBe('PASSWORD_WRONG');
    expect(await set(password, '000000')).toBe('PIN_TOO_EASY');
    expect(await set(password, pin)).toBe('in');
    const shift = await bed.signedIn(on, session.account);
    expect(await set(password, '577215')).toBe('in');
    await bed.revocations.read();
    expect(await bed.verifier.verifyAccess(shift.accessToken)).toBeUndefined();
    expect(codeOf(await tryPin(on, session.account, '577215'))).toBe('in');
    const passenger = await bed.register();
    const body = { password, pin };
    expect(codeOf(await bed.as(passenger.accessToken)(setMyPin, { body }))).toBe('PIN_NOT_FOR_YOU');
  });

  it('is given, and who has one is listed, by those of the same company who may', async () => {
    const person = (await bed.staff('driver', bed.companyId)).account;
    const query = { companyId: bed.companyId };
    const held = async () =>
      valueOf(await (await admin())(listPinHolders, { query })).people.find(
        (each) => each.accountId === person.accountId,
      )?.pin;
    expect(await held()).toBe('none');
    await firstPin(person);
    expect(await held()).toBe('first');
    const stranger = bed.as((await bed.staff('company-admin', newId())).accessToken);
    const driver = bed.as((await bed.staff('driver', bed.companyId)).accessToken);
    const params = { accountId: person.accountId };
    expect(codeOf(await stranger(giveFirstPin, { params }))).toBe('NOT_FOUND');
    expect(codeOf(await stranger(listPinHolders, { query }))).toBe('NOT_FOUND');
    expect(codeOf(await driver(giveFirstPin, { params }))).toBe('FORBIDDEN');
    const passenger = await bed.register();
    const ofPassenger = { accountId: passenger.account.accountId };
    expect(codeOf(await (await admin())(giveFirstPin, { params: ofPassenger }))).toBe('NOT_FOUND');
  });

  it('is not given by who may do less on a device than its person', async () => {
    const served = await bed.bed.serve(bed.auth);
    const by = async (...permissions: string[]) => {
      const held = permissions.map((permission) => ({ permission, everywhere: true, places: [] }));
      return served.as(await bed.bed.tokens.staffHolding({ held, companyId: bed.companyId }));
    };
    const params = { accountId: (await bed.staff('driver', bed.companyId)).account.accountId };
    expect(codeOf(await (await by('staff:write', 'ticket:scan'))(giveFirstPin, { params }))).toBe('FORBIDDEN');
    expect(codeOf(await (await by('staff:write', 'ticket:scan', 'manifest:read'))(giveFirstPin, { params }))).toBe(
      'in',
    );
  });

  it('set by an admin while its person signs in with the one before leaves nobody waiting in a circle', async () => {
    const [on, other, driver] = [await bed.paired(), await bed.paired(), await bed.person()];
    const first = await firstPin(driver);
    const answers = await Promise.all([
      changePin(on, driver, [first, pin]),
      changePin(other, driver, [first, '577215']),
      firstPin(driver),
    ]);
    expect(answers.slice(0, 2).map((answer) => (typeof answer === 'string' ? answer : codeOf(answer)))).not.toContain(
      'INTERNAL',
    );
  });

  it('is neither a run nor a pattern', () => {
    for (const easy of ['000000', '123456', '987654', '012345', '121212', '123123', '808080'])
      expect(isEasyPin(easy), easy).toBe(true);
    for (const fair of ['271828', '123457', '112233', '100000', '132435']) expect(isEasyPin(fair), fair).toBe(false);
  });

  it('cannot be found from what is stored, not even by trying all of them', async () => {
    await bed.person();
    const rows = await bed.bed.admin<{ pin_hash: string }>('select pin_hash from auth.pins');
    const { default: bcrypt } = await import('bcrypt');
    for (const { pin_hash: hash } of rows) expect(await bcrypt.compare(pin, hash)).toBe(false);
  });
});
