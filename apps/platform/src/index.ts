export { startPlatform } from './start-platform.ts';
export type { RunningPlatform, StartOptions } from './start-platform.ts';
export { readPlatformSettings } from './config.ts';
export type { PlatformSettings } from './config.ts';
export type { Environment } from '@safiri/runtime/process';
export { simulatedCompanies, type SimulatedCompany } from './simulated-companies.ts';
export { startCluster, type Cluster } from './cluster/cluster.ts';
export { readClusterSettings, type ClusterSettings } from './cluster/cluster-config.ts';
export { simulatorEnvironment, simulatorProgram, startSimulator, type RunningSimulator } from './simulators.ts';
