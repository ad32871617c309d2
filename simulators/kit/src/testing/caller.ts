export type Answer = { status: number; text: string; json: unknown; headers: Headers };

export type Send = (
  method: string,
  path: string,
  options?: { headers?: Record<string, string>; body?: unknown },
) => Promise<Answer>;

/** Sends requests to a simulator: objects as JSON, texts as they are. */
export function createSend(address: string): Send {
  return async (method, path, options = {}) => {
    const json = options.body === undefined ? {} : { 'content-type': 'application/json' };
    const body =
      typeof options.body === 'string' || options.body === undefined ? options.body : JSON.stringify(options.body);
    const response = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: { ...json, ...options.headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : undefined,
      headers: response.headers,
    };
  };
}

export type Control = ReturnType<typeof createControl>;

/** What a test does to every simulator. */
export function createControl(send: Send) {
  return {
    control: (method: string, path: string, body?: unknown) => send(method, `/control/${path}`, { body }),
    /** Moves the clock and waits until what became due has happened, callbacks included. */
    advance: (seconds: number) => send('POST', '/control/clock/advance', { body: { seconds } }),
    quiet: () => send('POST', '/control/quiet'),
  };
}

/** A member of an object that came over the wire. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
