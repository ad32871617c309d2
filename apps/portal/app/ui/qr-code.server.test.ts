import type { QrCode } from '@safiri/ui-web';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qrCodeOf } from './qr-code.server.ts';

/** A text of the length and alphabet of a real token. */
const token = `SAFIRI:${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:'.repeat(6).slice(0, 213)}`;

test('what is drawn is what a scanner reads', () => {
  const { pixels, width } = rasterise(qrCodeOf(token), 4);
  expect(jsQR(pixels, width, width)?.data).toBe(token);
});

test('a token is written in alphanumeric mode and fits version 8', () => {
  expect(qrCodeOf(token).size).toBe(49 + 8);
});

function rasterise({ size, path }: QrCode, scale: number): { pixels: Uint8ClampedArray; width: number } {
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, column = '', row = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let y = Number(row) * scale; y < (Number(row) + 1) * scale; y += 1) {
      for (let x = Number(column) * scale; x < (Number(column) + Number(length)) * scale; x += 1)
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { pixels, width };
}
