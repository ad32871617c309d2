import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { openStage } from '../browser/stage.ts';

/** Every page of the portal's route table, about something that there is not where it asks for an id; and what is no page. */
const stage = openStage();

const routeTable = readFileSync(new URL('../../apps/portal/app/routes.ts', import.meta.url), 'utf8');
const addresses = [
  '/',
  ...[...routeTable.matchAll(/\broute\('([^']+)'/g)].map(
    ([, path = '']) => `/${path.replaceAll(/:\w+/g, newId()).replace('*', 'no/page')}`,
  ),
];

/** Answers to programs, and those that React Router and the server give by themselves. */
const besides = [
  '/search.data',
  '/__manifest?paths=%2Fscan&version=1',
  '/assets/none.js',
  '/%c3%28',
  '/health/live',
  '/api/openapi.json',
];

async function ask(address: string): Promise<Response> {
  return await fetch(`${stage.product.address}${address}`, { redirect: 'manual' });
}

describe.each(addresses)('%s', (address) => {
  it('runs its own scripts alone, is framed by nobody, and has the camera where it scans', async () => {
    const { headers, text } = await ask(address).then(async (answer) => ({
      headers: Object.fromEntries(answer.headers),
      text: await answer.text(),
    }));
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/^(strict-origin-when-cross-origin|same-origin|no-referrer)$/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining(/^\/(scan|device)$/.test(address) ? 'camera=(self)' : 'camera=()'),
    });
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'nonce-([\w+/=]{20,})' 'strict-dynamic';/.exec(policy)?.[1] ?? 'none';
    expect(policy).not.toContain('unsafe');
    for (const rule of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy.split('; ')).toContain(rule);
    for (const [tag] of text.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(text).not.toMatch(/<[^>]+ (?:style|on\w+)=/);
  });
});

it.each(besides)('%s is nothing that browsers may show, run or guess at', async (address) => {
  const { headers } = await ask(address);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

it('no page names the scripts of another answer', async () => {
  const policies = await Promise.all([1, 2].map(async () => (await ask('/')).headers.get('content-security-policy')));
  expect(policies[0]).not.toBe(policies[1]);
});

it('the description of the API is there, and is read under a policy as strict', async () => {
  const response = await fetch(`${stage.product.address}/api/openapi.json`);
  expect(await response.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
  const { page } = await stage.visitor();
  const answer = await page.goto('/api/docs');
  expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'nonce-[\w+/=]+' 'strict-dynamic'/);
  await page.getByRole('link', { name: 'ticketing' }).waitFor();
});
