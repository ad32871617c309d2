import { createHttpServer, readSettings, SettingsError, startTelemetry } from '@safiri/runtime';
import { logOf, processEnvironment, runServed } from '@safiri/runtime/process';
import { PortalProcessSettings, setWebsiteEnvironment } from './config.ts';
import { mountDocuments } from './documents.ts';
import { loadPortal, mountPortal, portalIsBuilt } from './portal.ts';

/** A probe that waits longer than this says that the API is away. */
const apiMilliseconds = 2_000;

/** The website, and the description of the API, as a process of its own. */
await runServed(async () => {
  const settings = readSettings(PortalProcessSettings, processEnvironment());
  const { SAFIRI_API_URL: apiUrl, SAFIRI_MODE: mode } = settings;
  if (!portalIsBuilt()) throw new SettingsError(['The website is not built: run npm run build']);
  const log = logOf('portal', settings);
  const telemetry = await startTelemetry(settings, { name: 'safiri-portal', log });
  const app = await createHttpServer({ log, trustProxy: settings.TRUSTED_PROXIES });
  setWebsiteEnvironment(apiUrl, mode);
  await mountDocuments(app, { development: mode === 'development' });
  await mountPortal(app, await loadPortal());
  return {
    app,
    log,
    settings,
    // Pages say what does not work while the API is away, so the website is ready all the same.
    look: async () => ({ isReady: true, details: { api: (await reaches(apiUrl)) ? 'reached' : 'away' } }),
    startWork: async () => undefined,
    stop: async () => {
      await app.close();
      await telemetry.stop();
    },
  };
});

async function reaches(apiUrl: string): Promise<boolean> {
  return await fetch(`${apiUrl}/health`, { signal: AbortSignal.timeout(apiMilliseconds) }).then(
    (response) => response.ok,
    () => false,
  );
}
