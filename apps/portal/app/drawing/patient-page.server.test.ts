import { expect, test } from 'vitest';
import { hashOf, patientPage } from './patient-page.server.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const words = `<script>alert(1)</script><script type="module" async="">alert(2)</script>`;
const drawn = [
  `<link rel="icon" href="/i.svg" nonce="${nonce}"/>`,
  ...['/entry.js', '/frame.js', '/home.js'].map(
    (address) => `<link rel="modulepreload" href="${address}" nonce="${nonce}"/>`,
  ),
  words,
  `<script nonce="${nonce}">first()</script>`,
  `<script nonce="${nonce}" type="module" async="">import "/home.js"; import("/entry.js");"<";</script>`,
].join('\n');

test('no module is fetched by the page itself, and all but the one that takes it over may be fetched side by side', () => {
  const { html } = patientPage({ html: drawn, nonce, entry: '/entry.js', waking: 'wake()' });
  expect(html).not.toMatch(/modulepreload|nonce/);
  expect(html).toContain('<link rel="icon" href="/i.svg"/>');
  expect(html).toContain('const modules=["/frame.js","/home.js"],entry="/entry.js",start=');
  expect(html).toContain(String.raw`\u003c`);
});

test('what may run is what the server wrote, and no script that stands among the words', () => {
  const { html, scriptHashes } = patientPage({ html: drawn, nonce, entry: '/entry.js', waking: 'wake()' });
  const [first, last] = [...html.replace(words, '').matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, text = '']) => text,
  );
  const module = 'import "/home.js"; import("/entry.js");"<";';
  expect(new Set(scriptHashes)).toEqual(new Set([first, last, module].map((text) => hashOf(text ?? ''))));
  expect(html).toContain(words);
});
