import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../deploy/observability/', import.meta.url));

/** The metrics that a rule or a dashboard asks for, each as the product declares it. */
export async function metricsNamed(): Promise<string[]> {
  const dashboards = await readdir(`${folder}grafana/dashboards`);
  const files = ['rules/safiri.yml', ...dashboards.map((name) => `grafana/dashboards/${name}`)];
  const texts = await Promise.all(files.map(async (name) => await readFile(`${folder}${name}`, 'utf8')));
  const names = texts.flatMap((text) => text.match(/\b(safiri|nodejs|process)_\w+/g) ?? []);
  return [...new Set(names.map((name) => name.replace(/_(bucket|count|sum)$/, '')))].toSorted();
}
