import { sealedMediaType, type Operation, type SealedAnswer } from '@safiri/contracts';
import { toBase64url } from './base64url.ts';
import { makePair, open, seal, type ReplyPair } from './jwe.ts';
import { findKey } from './known-keys.ts';

/** What sends one request: the body and its media type are given, the rest is as for any other. */
export type SendBody = (body: string, mediaType: string) => Promise<Response>;

export type SealedCall = {
  readonly operation: Operation;
  readonly baseUrl: string;
  /** The path with its query, as it is sent. */
  readonly address: string;
  readonly body: unknown;
  /** Whether a body goes plain where the server says that sealing is off, or not at all. */
  readonly mustSeal: boolean;
  readonly sendBody: SendBody;
  readonly fetch: (address: string) => Promise<Response>;
};

const askAgainAfter = new Set(['SEALING_KEY_UNKNOWN', 'SEALED_BODY_STALE', 'SEALING_REQUIRED']);

/**
 * Sends a body sealed to the key that the server publishes, and answers what was sealed in the answer. It goes plain only
 * where the server's list of keys is empty; one that cannot be had is an error, and so is a plain answer to a sealed body.
 */
export async function sendSealed(call: SealedCall): Promise<Response> {
  const first = await sendOnce(call, false);
  return (await mustAskAgain(first)) ? await sendOnce(call, true) : first;
}

async function sendOnce(call: SealedCall, anew: boolean): Promise<Response> {
  const { operation, baseUrl, address, body } = call;
  const { key, now } = await findKey(operation.service, { baseUrl, anew, fetch: call.fetch });
  if (key === undefined) {
    if (call.mustSeal || anew) throw new Error(`${baseUrl} takes no sealed bodies`);
    return await call.sendBody(JSON.stringify(body), 'application/json');
  }
  const reply = await makePair();
  const content = {
    jti: toBase64url(crypto.getRandomValues(new Uint8Array(24))),
    iat: now,
    method: operation.method,
    address,
    replyKey: reply.publicPoint,
    body,
  };
  const response = await call.sendBody(await seal(JSON.stringify(content), key), sealedMediaType);
  return await openAnswer(response, reply.privateKey);
}

/** A refusal may be plain: what could not be opened names nobody to seal it to. */
async function openAnswer(response: Response, privateKey: ReplyPair['privateKey']): Promise<Response> {
  if (response.headers.get('content-type')?.startsWith(sealedMediaType) !== true) {
    if (response.ok) throw new Error('A sealed body was answered plainly');
    return response;
  }
  const { status, body }: SealedAnswer = JSON.parse(await open(await response.text(), privateKey));
  return Response.json(body, { status });
}

async function mustAskAgain(response: Response): Promise<boolean> {
  if (response.ok) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return (
    typeof problem === 'object' &&
    problem !== null &&
    'code' in problem &&
    typeof problem.code === 'string' &&
    askAgainAfter.has(problem.code)
  );
}
