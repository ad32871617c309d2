import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const rulesFile = `${root}deploy/observability/rules/safiri.yml`;
const rules = readFileSync(rulesFile, 'utf8');
const promtool = '/usr/bin/promtool';

const alerts = Array.from(rules.matchAll(/- alert: (\w+)/g), ([, name = '']) => name);
const runbookOf = (alert: string): string => `${alert.replaceAll(/(?<!^)(?=[A-Z])/g, '-').toLowerCase()}.md`;

describe('an alert', () => {
  it('has a runbook that is called as it is, and a runbook has an alert', () => {
    expect(alerts.length).toBeGreaterThan(0);
    expect(readdirSync(`${root}docs/runbooks`).toSorted()).toEqual(alerts.map(runbookOf).toSorted());
    for (const alert of alerts) {
      expect(rules).toContain(`runbook_url: docs/runbooks/${runbookOf(alert)}`);
      expect(readFileSync(`${root}docs/runbooks/${runbookOf(alert)}`, 'utf8')).toMatch(new RegExp(`^# ${alert}\\n`));
    }
  });

  it('says how much it matters, and each is called otherwise', () => {
    expect(new Set(alerts).size).toBe(alerts.length);
    expect(rules.match(/severity: (critical|warning|info) /g)).toHaveLength(alerts.length);
  });

  it.skipIf(!existsSync(promtool))(
    `is one that Prometheus understands${existsSync(promtool) ? '' : ' (skipped: there is no promtool; Debian: apt-get install prometheus)'}`,
    () => {
      expect(execFileSync(promtool, ['check', 'rules', rulesFile], { encoding: 'utf8' })).toContain(
        `${alerts.length} rules found`,
      );
    },
  );
});

it('links of runbooks lead somewhere', () => {
  const folder = `${root}docs/runbooks/`;
  for (const name of readdirSync(folder))
    for (const [, target = ''] of readFileSync(`${folder}${name}`, 'utf8').matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(`${folder}${target}`), `${name} links to ${target}`).toBe(true);
});

it('dashboards are files that Grafana can read, each with an id of its own', () => {
  const folder = `${root}deploy/observability/grafana/dashboards/`;
  for (const name of readdirSync(folder))
    expect(JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))).toMatchObject({ uid: name.replace('.json', '') });
});
