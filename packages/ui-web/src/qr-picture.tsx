/** A QR code as one SVG path on a grid of `size` modules, quiet zone included. */
export type QrCode = { readonly size: number; readonly path: string };

/** Black on white in any colour scheme: scanners want the contrast. */
export function QrPicture({ qr, label }: { readonly qr: QrCode; readonly label: string }) {
  return (
    <svg
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="w-80 max-w-full rounded-md"
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
