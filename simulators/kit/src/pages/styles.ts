/** Plain, readable at 360 px, in the colours the browser's user prefers. */
export const styles = `
:root { color-scheme: light dark; --line: light-dark(#767676, #9a9a9a); --card: light-dark(#fff, #1d1d1d); }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: light-dark(#1a1a1a, #f2f2f2); background: light-dark(#fff7d6, #111); }
main { max-width: 48rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
.notice { padding: .75rem; border: 2px solid; border-radius: .5rem; background: var(--card); }
.prompts { list-style: none; padding: 0; display: grid; gap: 1rem; }
.prompts li { padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.prompts p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
.amount { font-size: 1.5rem; font-weight: 700; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .5rem 1.25rem; box-sizing: border-box; font: inherit; color: inherit;
  background: var(--card); border: 2px solid currentcolor; border-radius: .5rem; text-decoration: none; cursor: pointer; }
input, select { max-width: 100%; box-sizing: border-box; font: inherit; min-height: 2.75rem; }
a { color: light-dark(#00458a, #9ecbff); }
:focus-visible { outline: 3px solid light-dark(#00458a, #9ecbff); outline-offset: 2px; }
.scroll { overflow-x: auto; }
summary { cursor: pointer; min-height: 2.75rem; align-content: center; }
table { border-collapse: collapse; width: 100%; background: var(--card); }
th, td { text-align: start; padding: .5rem; border-bottom: 1px solid var(--line); }
td:not(:last-child) { white-space: nowrap; }
`;
