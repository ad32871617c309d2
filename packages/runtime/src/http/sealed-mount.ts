import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@safiri/kernel';
import { sealedMediaType, type Operation } from '@safiri/contracts/declaring';
import type { OpenedBody, Sealing } from '../sealing/sealing.ts';

/**
 * Mounts an operation whose body may come sealed, in a scope of its own: opened before it is parsed, and whatever is then
 * answered is sealed to the caller. `sealing` is undefined while it is off: then nothing is opened, and nothing has to be.
 */
export async function mountSealed(
  app: FastifyInstance,
  options: {
    readonly op: Operation;
    readonly sealing: Sealing | undefined;
    readonly mount: (scope: FastifyInstance) => void;
  },
): Promise<void> {
  const { op, sealing, mount } = options;
  const opened = new WeakMap<FastifyRequest, OpenedBody>();
  await app.register(async (scope) => {
    scope.addContentTypeParser(sealedMediaType, { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.addHook('preHandler', async (request) => {
      if (!isSealed(request)) {
        if (sealing !== undefined && op.sealed === 'required')
          throw new DomainError('SEALING_REQUIRED', 'Seal the body to a key of /sealing-keys of this service.');
        return;
      }
      if (sealing === undefined)
        throw new DomainError('SEALING_OFF', 'Sealed bodies are not taken here. Send it as application/json.');
      const sentAs = { method: request.method, address: request.url };
      const content = await sealing.open(typeof request.body === 'string' ? request.body : '', sentAs);
      opened.set(request, content);
      request.body = content.body;
    });
    scope.addHook('onSend', async (request, reply: FastifyReply, payload) => {
      const content = opened.get(request);
      if (content === undefined || typeof payload !== 'string') return payload;
      void reply.type(sealedMediaType);
      return await content.seal({ status: reply.statusCode, body: JSON.parse(payload) });
    });
    mount(scope);
  });
}

function isSealed(request: FastifyRequest): boolean {
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  return mediaType.trim().toLowerCase() === sealedMediaType;
}
