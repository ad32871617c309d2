// Without types, this stands in every page, behind these (patient-page.server.ts).
declare const modules: readonly string[];
declare const entry: string;
declare const start: string;

const place = document.currentScript;
const touches = ['pointerdown', 'keydown', 'focusin'] as const;
let isWoken = false;
/** What only script answers, pressed before it came. Links and forms need none. */
let pressed: HTMLButtonElement | null = null;

for (const touch of touches) addEventListener(touch, wake, { capture: true, passive: true });
addEventListener('load', () => {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(wake, { timeout: 1_000 });
  else setTimeout(wake, 100);
});

addEventListener('click', remember);
addEventListener(
  'awake',
  () => {
    removeEventListener('click', remember);
    pressed?.click();
  },
  { once: true },
);

function remember({ target }: MouseEvent): void {
  pressed = target instanceof Element ? target.closest<HTMLButtonElement>('button[type=button]') : null;
}

function wake(): void {
  if (isWoken) return;
  isWoken = true;
  const ahead = document.createElement('link');
  ahead.rel = 'modulepreload';
  ahead.href = entry;
  document.head.append(ahead);
  // Side by side over the line, and each run in a turn of its own.
  void Promise.all(modules.map(inTurn)).then(() => {
    const script = moduleScript();
    script.text = start;
    // Where React looks for it.
    place?.replaceWith(script);
  });
}

/** To ask for one takes a slow phone some milliseconds: a touch in between is answered. */
async function inTurn(module: string): Promise<void> {
  await new Promise((resolve) => setTimeout(() => bring(module, resolve)));
}

function bring(module: string, resolve: (value: unknown) => void): void {
  const script = moduleScript();
  script.src = module;
  // What failed is asked for once more by whoever imports it.
  script.onload = script.onerror = resolve;
  document.head.append(script);
  script.remove();
}

function moduleScript(): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'module';
  return script;
}

export {};
