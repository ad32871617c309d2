export { findDebianBinaries } from './binaries.ts';
export { startEmbeddedPostgres } from './start-embedded-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions, ServerExit } from './start-embedded-postgres.ts';
export { StartRefusal } from './start-refusal.ts';
