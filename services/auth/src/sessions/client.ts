/** What a client says of itself. Anybody can say the same, so it proves nothing; it tells an honest client from another. */
export type Client = {
  /** Browser and system, e.g. "Firefox, Linux"; empty when it does not say. */
  readonly label: string;
  /** The random id of a browser. */
  readonly deviceId: string | null;
};

export function clientOf(request: { readonly userAgent: string; readonly deviceId: string | null }): Client {
  return { label: labelOf(request.userAgent), deviceId: request.deviceId };
}

/** A session that never heard of a device takes the first that it hears of. */
export function isSameClient(known: Client, now: Client): boolean {
  return known.label === now.label && (known.deviceId === null || known.deviceId === now.deviceId);
}

/** The first that is found counts: most browsers also name those they resemble. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

function labelOf(userAgent: string): string {
  const named = [browsers, systems].flatMap((known) => known.find(([sign]) => sign.test(userAgent))?.[1] ?? []);
  // Programs put their own name first: "okhttp/4.12.0".
  return named.length > 0 ? named.join(', ') : (/^[A-Za-z][\w.-]{0,39}/.exec(userAgent)?.[0] ?? '');
}
