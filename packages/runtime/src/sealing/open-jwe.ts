import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { DomainError } from '@safiri/kernel';
import { sealedHeader } from '@safiri/contracts/declaring';
import type { PayloadKeys } from './payload-keys.ts';

const headerMembers = new Set(['alg', 'enc', 'kid', 'epk']);

/** What was sealed to one of these keys. Whatever is wrong with the text but its key is one refusal. */
export async function openJwe(sealed: string, keys: PayloadKeys, now: Date): Promise<unknown> {
  const key = keys.find(readKid(sealed), now);
  if (key === undefined)
    throw new DomainError('SEALING_KEY_UNKNOWN', 'This body is sealed to a key that is none of ours now.');
  return await decryptJson(sealed, key.privateKey);
}

/** One refusal for all that can be wrong with a body: whoever tries bodies learns nothing from how they fail. */
export function invalid(sentence = 'This body cannot be opened.'): DomainError {
  return new DomainError('SEALED_BODY_INVALID', sentence);
}

/** Looked at before anything is computed: compression, other algorithms and whatever else a header may ask for. */
function readKid(sealed: string): string {
  const header = readHeader(sealed);
  const isOurs =
    header['alg'] === sealedHeader.alg &&
    header['enc'] === sealedHeader.enc &&
    Object.keys(header).every((member) => headerMembers.has(member));
  const { kid } = header;
  if (!isOurs || typeof kid !== 'string') throw invalid('Seal bodies by ECDH-ES and A256GCM, uncompressed.');
  return kid;
}

function readHeader(sealed: string): Readonly<Record<string, unknown>> {
  try {
    return { ...decodeProtectedHeader(sealed) };
  } catch {
    throw invalid();
  }
}

async function decryptJson(
  sealed: string,
  privateKey: Parameters<typeof compactDecrypt>[1] & object,
): Promise<unknown> {
  try {
    const { plaintext } = await compactDecrypt(sealed, privateKey, {
      keyManagementAlgorithms: [sealedHeader.alg],
      contentEncryptionAlgorithms: [sealedHeader.enc],
    });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    throw invalid();
  }
}
