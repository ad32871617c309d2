import { expect, it } from 'vitest';
import { readAnswers, readAudit, refusalsOf, type Answer } from './judge.ts';

const advisory = {
  source: 1_234,
  name: 'left-pad',
  title: 'Pads too far',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  severity: 'high',
};
const finding = { id: 'GHSA-aaaa-bbbb-cccc', package: 'left-pad', severity: 'high', title: 'Pads too far' };
const answer: Answer = {
  id: finding.id,
  package: 'left-pad',
  reason: 'Only tests pad.',
  answeredOn: '2026-01-01',
  until: '2026-06-30',
};
const report = (via: unknown[]) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities: { one: { via }, two: { via: ['one'] } } });

it('reads each advisory once, however many packages lead to it', () => {
  expect(readAudit(report([advisory, advisory]))).toEqual({ findings: [finding] });
  expect(readAudit(report([]))).toEqual({ findings: [] });
});

it.each([
  ['', 'nothing'],
  ['npm error code ENOTFOUND', 'ENOTFOUND'],
  [JSON.stringify({ message: '405 Method Not Allowed', error: {} }), '405'],
  [JSON.stringify({ error: { code: 'ENOAUDIT', summary: 'no audit here' } }), 'ENOAUDIT'],
])('that npm could not ask is never taken for an answer: %j', (output, why) => {
  expect(readAudit(output)).toEqual({ notAsked: expect.stringContaining(why) });
});

it('refuses what nobody answered, what is answered for nothing, and answers that are over', () => {
  expect(refusalsOf([finding], [answer], '2026-06-30')).toEqual([]);
  expect(refusalsOf([], [], '2026-06-30')).toEqual([]);
  expect(refusalsOf([finding], [], '2026-06-30')).toEqual([expect.stringContaining('Pads too far')]);
  expect(refusalsOf([], [answer], '2026-06-30')).toEqual([expect.stringContaining('Remove the answer')]);
  expect(refusalsOf([finding], [answer], '2026-07-01')).toEqual([expect.stringContaining('Look again')]);
  expect(refusalsOf([finding], [{ ...answer, package: 'right-pad' }], '2026-06-30')).toHaveLength(2);
});

it('an answer without a reason or a date is none', () => {
  expect(readAnswers(JSON.stringify({ answers: [answer] }))).toEqual([answer]);
  for (const broken of [
    '',
    '{}',
    JSON.stringify({ answers: [{ ...answer, reason: '' }] }),
    JSON.stringify({ answers: [{ id: 'x' }] }),
  ])
    expect(() => readAnswers(broken)).toThrow('docs/audit-answers.json');
});
