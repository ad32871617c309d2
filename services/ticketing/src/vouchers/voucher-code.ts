import { createHash } from 'node:crypto';
import { DomainError } from '@safiri/kernel';
import { newCode } from '../orders/codes.ts';

/** 21¹⁶ codes: 70 bits. Nobody finds one by trying, nor from its hash, which therefore needs no salt. */
const codeLetters = 16;

export function newVoucherCode(): string {
  return newCode(codeLetters).replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** What is kept of a code, however it was typed. */
export function hashOfCode(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest();
}

/** Carriers put thousands of phones behind one address; a thousand addresses would still try for a trillion years. */
export const mostCodesAMinute = 30;

export function tooManyCodes(retryAfter: number): DomainError {
  return new DomainError('TOO_MANY_CODES_FROM_ADDRESS', 'Very many codes are tried from your network.', { retryAfter });
}
