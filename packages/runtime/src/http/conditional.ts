import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '@safiri/contracts/declaring';

/** 132 bits of the SHA-256 of a body, which costs 2 µs a KiB: two contents never share a name. */
const etagCharacters = 22;

export const notKept = 'no-store';

/** What caches may do with an answer of the operation. What only some may see is kept by browsers alone, never between. */
export function cacheControlOf(op: Operation): string {
  if (op.cache === undefined && op.etag !== true) return notKept;
  const life = op.cache === undefined ? 'no-cache' : `max-age=${op.cache.maxAgeSeconds}`;
  if (op.who.kind !== 'anyone') return `private, ${life}`;
  return op.cache === undefined ? life : `public, ${life}`;
}

/** Answers 200 with the content and its ETag, or 304 without it to somebody who has it already. */
export function answerWithEtag(request: FastifyRequest, reply: FastifyReply, output: unknown): FastifyReply {
  const text = reply.serialize(output);
  const etag = etagOf(text);
  void reply.header('etag', etag);
  if (namesOneOf(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(text);
}

/** The name of a content; the same wherever it is served. */
export function etagOf(content: string | ArrayBuffer | Buffer): string {
  const text = typeof content === 'string' ? content : Buffer.from(new Uint8Array(content));
  return `"${hash('sha256', text, 'base64url').slice(0, etagCharacters)}"`;
}

/** Compared weakly, as reads are: a gateway that compresses the answer makes its ETag a weak one. */
function namesOneOf(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((part) => {
    const named = part.trim();
    return named === '*' || named === etag || named === `W/${etag}`;
  });
}
