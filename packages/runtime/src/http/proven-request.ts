import type { FastifyRequest } from 'fastify';
import type { ProvenRequest } from '../tokens/proofs.ts';

/** What a proof in the header of a request has to speak of. Its origin is what the caller, by trusted proxies, asked for. */
export function provenRequestOf(request: FastifyRequest): ProvenRequest {
  const { dpop } = request.headers;
  const [path = ''] = request.url.split('?', 1);
  return {
    proof: typeof dpop === 'string' ? dpop : undefined,
    method: request.method,
    url: `${request.protocol}://${request.host}${path}`,
  };
}
