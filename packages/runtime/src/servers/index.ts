export { freePort } from './free-port.ts';
export { addVirtualHost, endPortMapper, rabbitControl, restartRabbit, startRabbit } from './rabbitmq-server.ts';
export type { RabbitControl, RabbitOptions, RabbitPorts } from './rabbitmq-server.ts';
export { startRedis } from './redis-server.ts';
export { findProgram, startServer, takesConnections } from './server-program.ts';
export type { NoServer, RunningServer, ServerProgram } from './server-program.ts';
