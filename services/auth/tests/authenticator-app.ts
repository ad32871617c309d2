import { Secret, TOTP } from 'otpauth';
import { confirmTotp, startTotp } from '@safiri/contracts';
import type { Client } from '@safiri/testkit';
import { valueOf, type AuthBed } from './auth-bed.ts';

/** What an authenticator app with this secret shows now. */
export function shownBy({ bed }: AuthBed, secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: bed.deps.clock.now().getTime() });
}

/** Gives who calls an app as a second factor; half a minute later it shows another code. */
export async function addApp(
  bed: AuthBed,
  call: Client,
): Promise<{ readonly secret: string; readonly recoveryCodes: string[] }> {
  const { secret } = valueOf(await call(startTotp, {}));
  const { recoveryCodes } = valueOf(await call(confirmTotp, { body: { code: shownBy(bed, secret) } }));
  bed.bed.deps.clock.advanceSeconds(30);
  await bed.revocations.read();
  return { secret, recoveryCodes: recoveryCodes ?? [] };
}
