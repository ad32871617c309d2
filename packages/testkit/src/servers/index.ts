export {
  addVirtualHost,
  findProgram,
  freePort,
  rabbitControl,
  restartRabbit,
  startRabbit,
  startServer,
  takesConnections,
} from '@safiri/runtime/servers';
export type { NoServer, RabbitControl, RunningServer } from '@safiri/runtime/servers';
export { inTheEnd } from './in-the-end.ts';
export { scratchRabbit, scratchRedis } from './scratch-servers.ts';
export type { ScratchRabbit, ScratchRedis } from './scratch-servers.ts';
export { openTcpProxy } from './tcp-proxy.ts';
export type { TcpProxy } from './tcp-proxy.ts';
