export { lookAtHost, mountHealth, type Look, type Phase } from './health.ts';
export { openHost, type Host, type HostOptions, type HostParts } from './host.ts';
export { listeningSettings, processEnvironment, ServiceProcessSettings, type Environment } from './process-config.ts';
export { runProcess, type Running, type RunOptions } from './run-process.ts';
export { logOf, runServed, type Served } from './serve.ts';
export { runService, type ServiceParts } from './run-service.ts';
