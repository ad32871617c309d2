export { freePort } from './free-port.ts';
export { inTheEnd } from './in-the-end.ts';
export { restartRabbit } from './rabbitmq-server.ts';
export type { RabbitControl } from './rabbitmq-server.ts';
export { startRedis } from './redis-server.ts';
export type { RedisServer } from './redis-server.ts';
export { takesConnections } from './server-program.ts';
export { openTcpProxy } from './tcp-proxy.ts';
export type { TcpProxy } from './tcp-proxy.ts';
