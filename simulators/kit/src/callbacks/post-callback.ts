/** What the most patient of the companies grants a listener is not published; MTN's gateway waits two seconds. */
const timeoutMillis = 2000;

export type CallbackPost = {
  method: 'PUT' | 'POST';
  url: string;
  /** Besides the content type. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** What came of it. `answer` is the status, or a word for why there was none. */
export type CallbackAttempt = { delivered: boolean; answer: string };

/** Sends one callback and never throws. */
export async function postCallback(post: CallbackPost): Promise<CallbackAttempt> {
  try {
    const response = await fetch(post.url, {
      method: post.method,
      headers: { 'content-type': 'application/json', ...post.headers },
      body: post.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMillis),
    });
    await response.body?.cancel();
    return { delivered: response.ok, answer: String(response.status) };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return { delivered: false, answer: timedOut ? 'timeout' : 'unreachable' };
  }
}
