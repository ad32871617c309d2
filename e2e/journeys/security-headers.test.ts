import { createHash } from 'node:crypto';
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
    const allowed = new Set(/script-src (?:'none'|(.+?) 'strict-dynamic');/.exec(policy)?.[1]?.split(' '));
    expect(policy).not.toContain('unsafe');
    for (const rule of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy.split('; ')).toContain(rule);
    const scripts = [...text.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script);
    for (const script of scripts) expect(allowed).toContain(hashOf(script));
    // And the one that these write themselves: the modules of the page.
    expect(allowed.size).toBe(scripts.length === 0 ? 0 : scripts.length + 1);
    expect(text.replaceAll(/<script>|<script type="application\/ld\+json">/g, '')).not.toContain('<script');
    for (const [, style = ''] of text.matchAll(/<style[^>]*>([^]*?)<\/style>/g))
      expect(policy).toContain(hashOf(style));
    expect(text.replaceAll(/<(style|script)[^]*?<\/\1>/g, '')).not.toMatch(/<[^>]+ (?:style|on\w+)=/);
  });
});

it.each(besides)('%s is nothing that browsers may show, run or guess at', async (address) => {
  const { headers } = await ask(address);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

it('the description of the API is there, and is read under a policy as strict', async () => {
  const response = await fetch(`${stage.product.address}/api/openapi.json`);
  expect(await response.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
  const { page } = await stage.visitor();
  const answer = await page.goto('/api/docs');
  expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'nonce-[\w+/=]+' 'strict-dynamic'/);
  await page.getByRole('link', { name: 'ticketing' }).waitFor();
});

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
