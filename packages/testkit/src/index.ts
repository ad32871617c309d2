export { openTestbed } from './testbed.ts';
export { makeTemplateDatabase, templateDatabase } from './template-database.ts';
export type { Testbed, TestbedOptions } from './testbed.ts';
export { createScratchDatabase } from './scratch-database.ts';
export { migrationSets } from './migration-sets.ts';
export { createTestTokens } from './test-tokens.ts';
export type { TestTokens } from './test-tokens.ts';
export { createClient, createProver, makeDeviceKey } from '@safiri/client';
export type { Client, Prover } from '@safiri/client';
