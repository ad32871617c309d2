import { type QrCode, QrPicture } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

/** To be opened on the device within ten minutes. */
export function PairingCode({ code, picture }: { readonly code: string; readonly picture: QrCode }) {
  const text = useText();
  return (
    <section role="status" className="rounded-lg border-2 border-brand bg-surface p-4 sm:p-6">
      <h2 className="text-xl">{text('devices.code.title')}</h2>
      <p className="mt-2 max-w-prose">{text('devices.code.lead')}</p>
      <div className="mt-4">
        <QrPicture qr={picture} label={text('devices.code.picture')} />
      </div>
      <code className="mt-3 block text-sm break-all select-all" data-pairing-code>
        {code}
      </code>
    </section>
  );
}
