export type PortalConfig = {
  /** Address of the API's gateway as this process reaches it, without a path. */
  readonly apiUrl: string;
  /** Whether cookies go over TLS alone: everywhere but in development. */
  readonly secureCookies: boolean;
};

/** Reads the settings; throws one sentence when they cannot work. */
export function readPortalConfig(environment: Readonly<Record<string, string | undefined>>): PortalConfig {
  const given = environment['SAFIRI_API_URL'] ?? '';
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new Error(
      `SAFIRI_API_URL must be the http address of the API's gateway, e.g. http://127.0.0.1:8000, not "${given}"`,
    );
  }
  return { apiUrl: new URL(given).origin, secureCookies: environment['SAFIRI_SECURE_COOKIES'] !== 'off' };
}

let known: PortalConfig | undefined;

/** The settings of this process, read at the first request: a host that mounts the portal learns its own port only when it listens. */
export function portalConfig(): PortalConfig {
  known ??= readPortalConfig(process.env);
  return known;
}
