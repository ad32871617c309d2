import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../tools.ts';
import { at, exists, filesIn, listOf, readYaml, texts, treeOf } from './reading.ts';

const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const scripts = new Set([...Object.keys(treeOf(at(manifest, 'scripts'))), 'ci']);

describe.each(filesIn('.github/workflows', '.yml'))('%s', (file) => {
  const workflow = readYaml(file);
  const jobs = Object.entries(treeOf(workflow['jobs']));

  it('may do little, for a bounded time, after jobs that are there', () => {
    expect(workflow['permissions']).toEqual({ contents: 'read' });
    for (const [name, job] of jobs) {
      expect(Number(at(job, 'timeout-minutes')), name).toBeGreaterThan(0);
      for (const other of texts(at(job, 'needs'))) expect(jobs.map(([each]) => each)).toContain(other);
    }
  });

  it('runs what a person can run by hand', () => {
    const steps = jobs.flatMap(([, job]) => listOf(at(job, 'steps')));
    const commands = steps.flatMap((step) => (at(step, 'run') === undefined ? [] : [String(at(step, 'run'))]));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      for (const [, script = ''] of command.matchAll(/\bnpm (?:run |(?=test|ci))(?<script>[\w:-]+)/g))
        expect(scripts).toContain(script);
      for (const [step] of command.matchAll(/\bdeploy\/steps\/[\w-]+/g)) expect(exists(step), step).toBe(true);
    }
  });
});

it('nothing lands unless every job of the check has succeeded', () => {
  const jobs = treeOf(readYaml('.github/workflows/check.yml')['jobs']);
  expect(texts(at(jobs, 'gate', 'needs')).toSorted()).toEqual(
    Object.keys(jobs)
      .filter((name) => name !== 'gate')
      .toSorted(),
  );
  expect(at(jobs, 'gate', 'if')).toBe('always()');
  const wanted = texts(at(jobs, 'gate', 'needs'))
    .map(() => 'success')
    .join(' ');
  expect(at(jobs, 'gate', 'steps', 0, 'run')).toContain(`'${wanted}'`);
});

it.each(filesIn('deploy/steps', ''))('%s is a program that bash can read', (file) => {
  execFileSync('bash', ['-n', join(root, file)]);
  const isRun = readFileSync(join(root, file), 'utf8').startsWith('#!');
  expect((statSync(join(root, file)).mode & 0o111) > 0).toBe(isRun);
});
