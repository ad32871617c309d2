export { addVirtualHost, freePort, restartRabbit, takesConnections } from '@safiri/runtime/servers';
export type { RabbitControl } from '@safiri/runtime/servers';
export { inTheEnd } from './in-the-end.ts';
export { scratchRedis } from './scratch-servers.ts';
export type { ScratchRedis } from './scratch-servers.ts';
export { openTcpProxy } from './tcp-proxy.ts';
export type { TcpProxy } from './tcp-proxy.ts';
