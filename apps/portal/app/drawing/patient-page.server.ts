import { createHash } from 'node:crypto';

export type Drawn = {
  readonly html: string;
  /** Letters and digits that every script of the server's own carries; nothing that a visitor sent can know them. */
  readonly nonce: string;
  /** The module that takes the page over as soon as it runs. */
  readonly entry: string;
  /** The text of wake-page.ts. */
  readonly waking: string;
};
export type PatientPage = {
  readonly html: string;
  /** Of every script that the page may run, as security policies name them. */
  readonly scriptHashes: readonly string[];
};

/**
 * The page with its modules fetched when it has been painted, or at the first touch: it is whole without them, and on a slow
 * line they would keep what can be seen waiting. React Router has no setting for it. Scripts are named by their hashes
 * instead of the nonce, so that a page is the same text for all whom a cache hands it to.
 */
export function patientPage({ html, nonce, entry, waking }: Drawn): PatientPage {
  const mark = ` nonce="${nonce}"`;
  const modules: string[] = [];
  const scriptHashes: string[] = [];
  const seal = (text: string): string => {
    scriptHashes.push(hashOf(text));
    return text;
  };
  const patient = html
    .replaceAll(/<link rel="modulepreload" href="([^"]+)"[^>]*>/g, (_link, address: string) => {
      if (address !== entry) modules.push(address);
      return '';
    })
    .replaceAll(new RegExp(`<script${mark}( type="module"[^>]*)?>([^]*?)</script>`, 'g'), (_tag, isModule, text) =>
      isModule === undefined
        ? `<script>${seal(text)}</script>`
        : `<script>${seal(`(()=>{const modules=${literal(modules)},entry=${literal(entry)},start=${literal(seal(text))};${waking}})()`)}</script>`,
    )
    .replaceAll(mark, '');
  return { html: patient, scriptHashes };
}

export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Written so that it cannot end the script it stands in. */
function literal(value: string | readonly string[]): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
