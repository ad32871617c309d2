import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumPath } from '../browser/browser-config.ts';
import { browserArguments } from '../browser/open-browser.ts';
import { searchPath } from '../product/product-config.ts';
import { categories, type Report } from './judge.ts';

/**
 * Slow 3G, a round trip takes 400 ms and a second brings 400 kbit, and a processor four times slower than this one: both
 * really applied while the page loads. Lighthouse's own way is to load it at full speed and to reckon from that what a slow
 * line would do; from a server on the same machine everything has come before anything is painted, so that it takes all
 * scripts for what the first paint waited for. Browsers delay requests and not packets: 3.75 round trips for each, and a
 * tenth less for the packets' frames, are Lighthouse's figures for the same line.
 */
const cheapPhone = [
  '--throttling-method=devtools',
  `--throttling.requestLatencyMs=${400 * 3.75}`,
  `--throttling.downloadThroughputKbps=${400 * 0.9}`,
  `--throttling.uploadThroughputKbps=${400 * 0.9}`,
  '--throttling.cpuSlowdownMultiplier=4',
];
/** A page that is measured for longer hangs. */
const patienceMilliseconds = 180_000;

export type Measured = {
  readonly program: string;
  readonly address: string;
  readonly skipAudits: readonly string[];
};

/** One run of Lighthouse's mobile profile over a page. */
export async function measure({ program, address, skipAudits }: Measured): Promise<Report> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-lighthouse-'));
  const file = path.join(folder, 'report.json');
  try {
    await run(program, [
      address,
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      `--only-categories=${categories.join()}`,
      ...(skipAudits.length === 0 ? [] : [`--skip-audits=${skipAudits.join()}`]),
      ...cheapPhone,
      `--chrome-flags=${['--headless', ...browserArguments].join(' ')}`,
    ]);
    const report: Report = JSON.parse(await readFile(file, 'utf8'));
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { PATH: searchPath(), CHROME_PATH: chromiumPath },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: patienceMilliseconds,
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Lighthouse failed (exit code ${code}): ${said.slice(-2_000)}`)),
    );
  });
}
