import { openCodeReader } from './read-code.ts';

/** Ten looks a second find a code as soon as it is held still, and leave a cheap phone time for the picture. */
const millisecondsBetweenLooks = 100;
/** A code is read again only after it was out of sight this long. */
const forgetMilliseconds = 3_000;

/**
 * Shows the rear camera and calls back for every code that comes into sight, until the signal ends it. `onCode` answers
 * whether it took the code; one it did not take is offered again. Rejects when there is no camera for us.
 */
export async function watchCamera(
  screen: HTMLVideoElement,
  onCode: (text: string) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const [stream, read] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } }),
    openCodeReader(),
  ]);
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
    screen.srcObject = null;
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop, { once: true });
  screen.srcObject = stream;
  await screen.play();
  let last = { code: '', seenAt: 0 };
  const look = async (): Promise<void> => {
    const code =
      screen.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
        ? await read(screen, { width: screen.videoWidth, height: screen.videoHeight }).catch(() => undefined)
        : undefined;
    if (signal.aborted) return;
    const now = performance.now();
    if (code !== undefined) {
      const isNew = code !== last.code || now - last.seenAt > forgetMilliseconds;
      if (!isNew || onCode(code)) last = { code, seenAt: now };
    }
    setTimeout(() => void look(), millisecondsBetweenLooks);
  };
  void look();
}
