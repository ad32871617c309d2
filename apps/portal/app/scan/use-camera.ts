import { useEffect, useRef, useState, type RefObject } from 'react';

type Camera = {
  readonly isOn: boolean;
  /** True after the camera could not be had. */
  readonly isRefused: boolean;
  readonly screen: RefObject<HTMLVideoElement | null>;
  readonly toggle: () => void;
};

/** The camera, its picture on `screen`; `onCode` answers whether it took the code. */
export function useCamera(onCode: (text: string) => boolean): Camera {
  const [isOn, setOn] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const screen = useRef<HTMLVideoElement>(null);
  const newest = useRef(onCode);
  newest.current = onCode;
  useEffect(() => {
    const video = screen.current;
    if (!isOn || video === null) return undefined;
    const ending = new AbortController();
    // The decoder is fetched when somebody scans, not with every page.
    import('./watch-camera.ts')
      .then(({ watchCamera }) => watchCamera(video, (code) => newest.current(code), ending.signal))
      .catch(() => {
        if (ending.signal.aborted) return;
        setRefused(true);
        setOn(false);
      });
    return () => ending.abort();
  }, [isOn]);
  const toggle = (): void => {
    setRefused(false);
    setOn(!isOn);
  };
  return { isOn, isRefused, screen, toggle };
}
