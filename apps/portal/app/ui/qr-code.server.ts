import type { QrCode } from '@safiri/ui-web';
import { create } from 'qrcode';

/** ISO 18004 asks for four light modules around the code. */
const quietModules = 4;

/**
 * The token's text as it is: its alphabet lies in QR's alphanumeric mode, which the library then chooses by itself.
 * Level M suits a worn paper ticket (services/qr/src/tokens/token-text.ts has the sizes).
 */
export function qrCodeOf(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * quietModules;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      let length = 1;
      while (column + length < modules.size && modules.get(row, column + length) !== 0) length += 1;
      path += `M${column + quietModules} ${row + quietModules}h${length}v1h-${length}z`;
      column += length;
    }
  }
  return { size, path };
}
