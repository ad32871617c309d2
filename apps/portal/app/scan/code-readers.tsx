import { useState, type ChangeEvent } from 'react';
import { Button, buttonClasses, CameraIcon, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { useCamera } from './use-camera.ts';

type CodeReadersProps = {
  /** Answers whether the code was taken: while one is being checked no other is. */
  readonly onCode: (text: string) => boolean;
};

/** The camera and pictures as sources of codes; both need script, and the text field beside them does not. */
export function CodeReaders({ onCode }: CodeReadersProps) {
  const text = useText();
  const camera = useCamera(onCode);
  return (
    <div className="needs-script space-y-3">
      <video
        ref={camera.screen}
        hidden={!camera.isOn}
        muted
        playsInline
        aria-label={text('scan.camera.view')}
        className="aspect-square w-full rounded-lg border border-edge bg-black object-cover"
      />
      <Button type="button" look={camera.isOn ? 'secondary' : 'primary'} className="w-full" onClick={camera.toggle}>
        <CameraIcon />
        {text(camera.isOn ? 'scan.camera.stop' : 'scan.camera.start')}
      </Button>
      {camera.isRefused && <Notice tone="warn" role="alert" title={text('scan.camera.refused')} />}
      <PictureReader onCode={onCode} />
    </div>
  );
}

function PictureReader({ onCode }: CodeReadersProps) {
  const text = useText();
  const [isUnreadable, setUnreadable] = useState(false);
  const onChange = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const input = event.target;
    const file = input.files?.[0];
    if (file === undefined) return;
    const { readPictureCode } = await import('./read-code.ts');
    const code = await readPictureCode(file).catch(() => undefined);
    // The same picture may be chosen again.
    input.value = '';
    setUnreadable(code === undefined);
    if (code !== undefined) onCode(code);
  };
  return (
    <>
      <label
        className={`${buttonClasses('secondary')} relative flex w-full cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand`}
      >
        {text('scan.picture')}
        <input
          type="file"
          accept="image/*"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => void onChange(event)}
        />
      </label>
      {isUnreadable && <Notice tone="warn" role="alert" title={text('scan.picture.none')} />}
    </>
  );
}
