import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { member } from '@safiri/simulator-kit/testing';
import { simulate, type Simulated } from './simulated.ts';

let momo: Simulated;
beforeAll(async () => {
  momo = await simulate();
});
afterAll(() => momo.dispose());
// No prompt is left over for the next test.
afterEach(() => momo.advance(300));

const ordinary = '250788123456';

async function prompt(number = ordinary, externalId = 'BK-7'): Promise<string> {
  const referenceId = randomUUID();
  await momo.charge(number, { referenceId, externalId });
  return referenceId;
}

async function page(path = '/'): Promise<string> {
  const answer = await momo.send('GET', path);
  expect(answer.status).toBe(200);
  // The blank inside an amount does not break; for reading it is a blank.
  return answer.text.replaceAll(/\u00A0|&#160;/g, ' ');
}

function submit(path: string, fields: Record<string, string> = {}) {
  return momo.send('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: momo.address },
    body: new URLSearchParams(fields).toString(),
  });
}

test('the page shows who is asked for how much, as people write it', async () => {
  await prompt();
  const text = await page();
  expect(text).toContain('RWF 5,000');
  expect(text).toContain('+250 788 123 456');
  expect(text).toContain('Reference BK-7.');
});

test.each([
  { word: 'approve', status: 'SUCCESSFUL', notice: 'Approved.' },
  { word: 'refuse', status: 'FAILED', notice: 'Refused.' },
])('the form to $word works without a script', async ({ word, status, notice }) => {
  const referenceId = await prompt();
  expect(await page()).toContain(`formaction="/prompts/${referenceId}/${word}"`);
  const answer = await submit(`/prompts/${referenceId}/${word}`, { number: ordinary });
  expect(answer.status).toBe(303);
  const next = await page(String(answer.headers.get('location')));
  expect(next).toContain(`<p role="status" class="notice">${notice}</p>`);
  expect(next).toContain('No prompt is waiting.');
  expect(member((await momo.status(referenceId)).json, 'status')).toBe(status);
});

test('a prompt that was seen no longer approves itself; one of another number does', async () => {
  const seen = await prompt();
  const unseen = await prompt('250788654321');
  expect(await page(`/?number=${ordinary}`)).not.toContain('654 321');
  await momo.advance(10);
  expect(member((await momo.status(seen)).json, 'status')).toBe('PENDING');
  expect(member((await momo.status(unseen)).json, 'status')).toBe('SUCCESSFUL');
  await momo.advance(290);
  expect((await momo.status(seen)).json).toMatchObject({ status: 'FAILED', reason: 'EXPIRED' });
});

test('the person can take over answering, and give it back', async () => {
  await submit('/answering', { by: 'person' });
  const waiting = await prompt();
  await momo.advance(10);
  expect(member((await momo.status(waiting)).json, 'status')).toBe('PENDING');
  await submit('/answering', { by: 'itself' });
  const approving = await prompt();
  await momo.advance(10);
  expect(member((await momo.status(approving)).json, 'status')).toBe('SUCCESSFUL');
});

test('an answer that comes too late says so and changes nothing', async () => {
  const referenceId = await prompt();
  await momo.advance(10);
  const answer = await submit(`/prompts/${referenceId}/refuse`);
  expect(await page(String(answer.headers.get('location')))).toContain('no longer waiting');
  expect(member((await momo.status(referenceId)).json, 'status')).toBe('SUCCESSFUL');
});

test('what a merchant or a link sends is text on the page, never markup', async () => {
  await prompt(ordinary, '<script>alert(1)</script>');
  expect(await page()).not.toContain('<script>');
  expect(await page('/?number=%3Cb%3E&notice=%3Cb%3E')).not.toContain('<b>');
  expect(await page('/?notice=constructor')).not.toContain('role="status"');
});

test('a form of another site is refused', async () => {
  const referenceId = await prompt();
  const answer = await momo.send('POST', `/prompts/${referenceId}/approve`, {
    headers: { origin: 'http://evil.example' },
  });
  expect(answer.status).toBe(403);
});
