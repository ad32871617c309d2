/** MTN's gateway waits two seconds for the listener. */
const timeoutMillis = 2000;

export type CallbackPost = { url: string; method: 'PUT' | 'POST'; body: string };

/** What came of it. `answer` is the status, or a word for why there was none. */
export type CallbackAttempt = { delivered: boolean; answer: string };

/** Sends one callback, without a signature and without the reference id, and never throws. */
export async function postCallback(post: CallbackPost): Promise<CallbackAttempt> {
  try {
    const response = await fetch(post.url, {
      method: post.method,
      headers: { 'content-type': 'application/json' },
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
