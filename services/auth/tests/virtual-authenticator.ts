import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { PasskeyAssertion, PasskeyAttestation, PasskeyCreation, PasskeyRequest } from '@safiri/contracts';

/** An authenticator in software, with one resident key (WebAuthn level 2, sections 6.1 and 6.5.4). */
export type Authenticator = {
  make(options: PasskeyCreation): PasskeyAttestation;
  use(request: PasskeyRequest): PasskeyAssertion;
  /** What it said last of its use; a copy of the key would say a number that was there already. */
  counter: number;
  /** Whether it asks for a PIN or finger. */
  verifiesUser: boolean;
  origin: string;
};

const userPresent = 0x01;
const userVerified = 0x04;
const attestedData = 0x40;

export function createAuthenticator(): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  let userHandle = '';
  const authenticator: Authenticator = {
    counter: 1,
    verifiesUser: true,
    origin: 'http://localhost:8000',
    make: ({ rp, user, challenge }) => {
      userHandle = user.id;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(publicKey)]);
      const data = Buffer.concat([authData(rp.id, attestedData), attested]);
      const clientDataJSON = clientData('webauthn.create', challenge);
      const attestationObject = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), Buffer.from([0xa0])],
        [cborText('authData'), cborBytes(data)],
      ]).toString('base64url');
      return { ...named(), response: { clientDataJSON, attestationObject, transports: ['internal'] } };
    },
    use: ({ rpId, challenge }) => {
      authenticator.counter += 1;
      const data = authData(rpId, 0);
      const clientDataJSON = clientData('webauthn.get', challenge);
      const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
      const signature = sign('sha256', Buffer.concat([data, hash]), privateKey).toString('base64url');
      const authenticatorData = data.toString('base64url');
      return { ...named(), response: { clientDataJSON, authenticatorData, signature, userHandle } };
    },
  };
  const named = () => {
    const id = credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const };
  };
  const authData = (rpId: string, flags: number): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(authenticator.counter);
    const shown = flags | userPresent | (authenticator.verifiesUser ? userVerified : 0);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([shown]), counter]);
  };
  const clientData = (type: string, challenge: string): string =>
    Buffer.from(JSON.stringify({ type, challenge, origin: authenticator.origin })).toString('base64url');
  return authenticator;
}

/** EC2, ES256, P-256 (RFC 9053, sections 2.1 and 7.1.1). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return cborMap([
    [Buffer.from([0x01]), Buffer.from([0x02])],
    [Buffer.from([0x03]), Buffer.from([0x26])],
    [Buffer.from([0x20]), Buffer.from([0x01])],
    [Buffer.from([0x21]), cborBytes(Buffer.from(x, 'base64url'))],
    [Buffer.from([0x22]), cborBytes(Buffer.from(y, 'base64url'))],
  ]);
}

/** Definite lengths below 65,536 (RFC 8949, section 3). */
function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([major | length]);
  return length < 256 ? Buffer.from([major | 24, length]) : Buffer.from([major | 25, length >> 8, length & 0xff]);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(0x40, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(0x60, text.length), Buffer.from(text)]);
}

function cborMap(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(0xa0, entries.length), ...entries.flat()]);
}
