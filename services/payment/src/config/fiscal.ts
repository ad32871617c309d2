import Type from 'typebox';
import type { FolderSettings } from '../fiscal/folder-device.ts';

export const fiscalSettings = {
  FISCAL_FOLDER: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'folder that receipts are written into for a certified invoicing system; left out, receipts are not fiscal',
    }),
  ),
  FISCAL_DEVICE: Type.String({
    pattern: '^[A-Za-z0-9._-]{1,40}$',
    default: 'folder',
    description: 'what that system is called on receipts, 1 to 40 letters, digits, ., _ or -',
  }),
};

export function fiscalOf(settings: {
  readonly FISCAL_FOLDER?: string;
  readonly FISCAL_DEVICE: string;
}): FolderSettings | undefined {
  const { FISCAL_FOLDER: folder, FISCAL_DEVICE: device } = settings;
  return folder === undefined ? undefined : { folder, device };
}
