import SerializerSelector, { type SerializerFactory } from '@fastify/fast-json-stringify-compiler';

/**
 * Fastify's own serializers, each made for the first answer that needs it: a process answers few of its operations in its first
 * seconds, and making all of them was a tenth of its start.
 */
export const lateSerializers: SerializerFactory = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options);
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined;
    return (answer) => (serialize ??= compile(route))(answer);
  };
};
