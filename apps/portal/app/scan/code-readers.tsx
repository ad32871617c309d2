import { useEffect, useRef, useState } from 'react';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { Button, buttonClasses } from '../ui/button.tsx';
import { CameraIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';

type CodeReadersProps = { readonly onCode: (text: string) => void; readonly isBusy: boolean };

/** The camera and pictures as sources of codes; both need script, and the text field beside them does not. */
export function CodeReaders({ onCode, isBusy }: CodeReadersProps) {
  const text = useText();
  const [isOn, setOn] = useState(false);
  const [problem, setProblem] = useState<MessageKey | undefined>(undefined);
  const video = useRef<HTMLVideoElement>(null);
  const report = useRef({ onCode, isBusy });
  report.current = { onCode, isBusy };

  useEffect(() => {
    const screen = video.current;
    if (!isOn || screen === null) return undefined;
    const ending = new AbortController();
    const onRead = (code: string): boolean => {
      if (report.current.isBusy) return false;
      report.current.onCode(code);
      return true;
    };
    // The decoder is fetched when somebody scans, not with every page.
    import('./watch-camera.ts')
      .then(({ watchCamera }) => watchCamera(screen, onRead, ending.signal))
      .catch(() => {
        if (ending.signal.aborted) return;
        setProblem('scan.camera.refused');
        setOn(false);
      });
    return () => ending.abort();
  }, [isOn]);

  const readPicture = async (file: File): Promise<void> => {
    const { readPictureCode } = await import('./read-code.ts');
    const code = await readPictureCode(file).catch(() => undefined);
    setProblem(code === undefined ? 'scan.picture.none' : undefined);
    if (code !== undefined) onCode(code);
  };
  return (
    <div className="needs-script space-y-3">
      <video
        ref={video}
        hidden={!isOn}
        muted
        playsInline
        aria-label={text('scan.camera.view')}
        className="aspect-square w-full rounded-lg border border-edge bg-black object-cover"
      />
      <div className="flex flex-wrap gap-3">
        <Button
          type="button"
          look={isOn ? 'secondary' : 'primary'}
          className="grow"
          onClick={() => {
            setProblem(undefined);
            setOn(!isOn);
          }}
        >
          <CameraIcon />
          {text(isOn ? 'scan.camera.stop' : 'scan.camera.start')}
        </Button>
        <label
          className={`${buttonClasses('secondary')} relative grow cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand`}
        >
          {text('scan.picture')}
          <input
            type="file"
            accept="image/*"
            className="absolute inset-0 cursor-pointer opacity-0"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) void readPicture(file);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {problem !== undefined && <Notice tone="warn" role="alert" title={text(problem)} />}
    </div>
  );
}
