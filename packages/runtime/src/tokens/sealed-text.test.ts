import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealed-text.ts';

const sealer = createSealer(randomBytes(32).toString('base64'));

describe('a sealed text', () => {
  it.each(['', 'x', '-----BEGIN PRIVATE KEY-----\n…', 'ü😀'])('opens as it was: %j', (text) => {
    expect(sealer.open(sealer.seal(text))).toBe(text);
  });

  it('looks different each time and shows nothing', () => {
    const [one, other] = [sealer.seal('the same'), sealer.seal('the same')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.slice(3), 'base64url').toString()).not.toContain('same');
  });

  it('under another key, changed, cut or of another version does not open', () => {
    const sealed = sealer.seal('secret');
    expect(() => createSealer(randomBytes(32).toString('base64')).open(sealed)).toThrow();
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed.readUInt8(index) + 1) % 256, index);
      expect(() => sealer.open(`v1.${changed.toString('base64url')}`)).toThrow();
      expect(() => sealer.open(`v1.${bytes.subarray(0, index).toString('base64url')}`)).toThrow();
    }
    expect(() => sealer.open(`v2.${sealed.slice(3)}`)).toThrow('unknown version');
    expect(() => sealer.open('')).toThrow();
  });

  it.each(['', 'short', randomBytes(31).toString('base64'), randomBytes(33).toString('base64')])(
    'needs a key of 32 bytes, not %j',
    (key) => {
      expect(() => createSealer(key)).toThrow('must be 32 bytes');
    },
  );
});
