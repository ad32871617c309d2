import { html, type Html } from './html.ts';

export type Page = {
  title: string;
  /** The sentence below the title. */
  lead: Html;
  /** What was just done. */
  notice: string | undefined;
  content: Html;
};

/** A whole document. */
export function renderPage({ title, lead, notice, content }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/styles.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${lead}</p>
          ${notice === undefined ? '' : html`<p role="status" class="notice">${notice}</p>`} ${content}
        </main>
      </body>
    </html> `.html;
}
