type Source = HTMLVideoElement | ImageBitmap;
type Extent = { readonly width: number; readonly height: number };
export type CodeReader = (source: Source, extent: Extent) => Promise<string | undefined>;

/** The part of the Barcode Detection API that we use; not every browser has it, and TypeScript's DOM knows nothing of it. */
type Detector = { detect(source: Source): Promise<readonly { readonly rawValue: string }[]> };
declare global {
  // oxlint-disable-next-line no-var -- a global is declared so
  var BarcodeDetector:
    | undefined
    | ((new (options: { formats: string[] }) => Detector) & { getSupportedFormats(): Promise<readonly string[]> });
}

/** Larger pictures are drawn smaller: a code that fills a tenth of this is still read, and a phone decodes it in a blink. */
const longestSide = 1_200;

/** The browser's own detector where it reads QR codes, else jsQR, which is fetched only then. */
export async function openCodeReader(): Promise<CodeReader> {
  const Native = globalThis.BarcodeDetector;
  if (Native !== undefined && (await Native.getSupportedFormats()).includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (source) => (await detector.detect(source))[0]?.rawValue;
  }
  const { default: decode } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  return async (source, extent) => {
    const scale = Math.min(1, longestSide / Math.max(extent.width, extent.height));
    canvas.width = Math.round(extent.width * scale);
    canvas.height = Math.round(extent.height * scale);
    if (drawing === null || canvas.width === 0 || canvas.height === 0) return undefined;
    drawing.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    return decode(data, width, height)?.data;
  };
}

export async function readPictureCode(file: Blob): Promise<string | undefined> {
  const [picture, read] = await Promise.all([createImageBitmap(file), openCodeReader()]);
  try {
    return await read(picture, picture);
  } finally {
    picture.close();
  }
}
