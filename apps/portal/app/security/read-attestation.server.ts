import type { PasskeyAttestation } from '@safiri/contracts';
import { parseObject } from '../sign-in/read-factor.server.ts';

/** The browser's own JSON form of a passkey that it made; the API checks what is in it. */
export function readAttestation(text: string): PasskeyAttestation | undefined {
  const { id, rawId, response } = parseObject(text);
  const { clientDataJSON, attestationObject, transports } = Object(response);
  const texts = [id, rawId, clientDataJSON, attestationObject];
  if (!texts.every((each) => typeof each === 'string')) return undefined;
  const named = Array.isArray(transports) ? transports.filter((each) => typeof each === 'string').slice(0, 10) : [];
  return {
    id: String(id),
    rawId: String(rawId),
    type: 'public-key',
    response: { clientDataJSON, attestationObject, transports: named },
  };
}
