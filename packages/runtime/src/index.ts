export { connect } from './database/connect.ts';
export type { Database, Tx } from './database/connect.ts';
export { listen } from './database/listen.ts';
export type { Listening } from './database/listen.ts';
export { transaction, asService } from './database/transaction.ts';
export type { DatabaseActor } from './database/transaction.ts';
export { isRetryable, isRolledBack, isUnavailable, violatedUnique } from './database/errors.ts';
export { migrate } from './database/migrate.ts';
export type { MigrationSet, MigrateOptions } from './database/migrate.ts';
export { queueSchema, rolesOf } from './database/roles.ts';
export { platformCompany, recordAct } from './audit-log/record-act.ts';
export type { Act, Acting } from './audit-log/record-act.ts';
export { auditLog } from './audit-log/routes.ts';
export { verifyAuditLog } from './audit-log/verify-everything.ts';
export { createLog } from './log.ts';
export type { Log } from './log.ts';
export { publish, publishMany } from './events/publish.ts';
export type { News } from './events/publish.ts';
export type { Broker, DeadLetter, MessageHandler, Subscriptions } from './events/broker.ts';
export { on, onMany, receive, subscriptionsOf } from './events/consumer.ts';
export type { Consumer, Message, Received } from './events/consumer.ts';
export { receiveMany } from './events/receive-many.ts';
export type { Hearing } from './events/receive-many.ts';
export { relayBatch, startRelay } from './events/relay.ts';
export type { Relay } from './events/relay.ts';
export { connectEmbeddedBroker } from './events/embedded-broker.ts';
export { connectRabbitBroker } from './events/rabbitmq/connect-rabbit-broker.ts';
export { prepareEmbeddedQueue } from './events/embedded-queue-setup.ts';
export { accessKeyPrefix, accessTokenAudience, accessTokenIssuer } from './tokens/claims.ts';
export type { AccessClaims } from './tokens/claims.ts';
export type { KeySource } from './tokens/key-source.ts';
export {
  generateSigningKeyPem,
  serviceSigningKey,
  signingKeyFromPem,
  signServiceToken,
} from './tokens/service-token.ts';
export type { RetiredKey, SigningKey } from './tokens/service-token.ts';
export { cachedKeySource } from './tokens/key-source.ts';
export { createSealer } from './tokens/sealed-text.ts';
export type { Sealer } from './tokens/sealed-text.ts';
export { createRevocationList, nothingRevoked, revocationReading } from './tokens/revocations.ts';
export type { RevocationList, Revocations } from './tokens/revocations.ts';
export type { Permissions, Reach, ReadPermissionSet } from './tokens/permission-sets.ts';
export { createTokenVerifier } from './tokens/verify.ts';
export type { TokenVerifier } from './tokens/verify.ts';
export { holds, holdsAtAll, holdsEverywhere, isPlatform, mayActAt, mayActFor, mayConfirm } from './http/actor.ts';
export type { AccountActor, Actor, ActorOf, Guest, ServiceActor } from './http/actor.ts';
export { serviceTokenHeader, sessionCookie, sessionHostCookie } from './http/authenticate.ts';
export { clientLabel } from './http/client-label.ts';
export { checkRoutes, mountRoutes } from './http/mount.ts';
export { refusalOf, sendRefusal } from './http/problems.ts';
export { route, textRoute } from './http/route.ts';
export type { RequestOf, Route } from './http/route.ts';
export { streamRoute } from './http/stream-route.ts';
export type { Speaker, StreamRoute, StreamSettings, StreamSink } from './http/stream-route.ts';
export { createHttpServer } from './http/server.ts';
export { openedBodiesCleaning } from './sealing/opened-bodies.ts';
export { createSealing } from './sealing/sealing.ts';
export type { Sealing } from './sealing/sealing.ts';
export { createSecretBox, createSecretSealer } from './sealing/secrets.ts';
export type { SealSecret, SecretBox } from './sealing/secrets.ts';
export { sealingKeysRoute } from './sealing/sealing-keys-route.ts';
export { sealingSettings } from './sealing/settings.ts';
export type { SealingSettings } from './sealing/settings.ts';
export { driverSettings, openBroker, openMemory } from './drivers.ts';
export type { DriverSettings } from './drivers.ts';
export type { FanOut } from './memory/fan-out.ts';
export type { Memory } from './memory/memory.ts';
export { createOwnMemory } from './memory/own-memory.ts';
export type { Pace } from './memory/pace.ts';
export { connectRedisMemory } from './memory/redis/redis-memory.ts';
export { createOwnLockNode } from './memory/own-lock-node.ts';
export { createSeatLock } from './memory/seat-lock.ts';
export type { LockNode, SeatLock } from './memory/seat-lock.ts';
export { inboxCleaning, startJobs } from './jobs.ts';
export { peerCaller } from './peer-caller.ts';
export type { CallPeer, CausedBy, PeerAnswer, PeerInput } from './peers.ts';
export type {
  Authority,
  FoundViolation,
  Job,
  Measured,
  MoneyFact,
  OrderMoney,
  Service,
  ServiceDeps,
} from './service.ts';
export { counter } from './telemetry/metrics.ts';
export { telemetrySettings } from './telemetry/settings.ts';
export type { TelemetrySettings } from './telemetry/settings.ts';
export { startTelemetry } from './telemetry/start-telemetry.ts';
export type { Telemetry } from './telemetry/start-telemetry.ts';
export { startTracing } from './telemetry/start-tracing.ts';
export type { TracingOptions } from './telemetry/start-tracing.ts';
export { continueTrace, currentTrace, inSpan, isTracing, tracingHeaders } from './telemetry/tracing.ts';
export type { SpanFacts } from './telemetry/tracing.ts';
export { createChallenges } from './rate-limits/challenges.ts';
export { limitsFrom, rateLimitSettings } from './rate-limits/limits.ts';
export type { RateLimitSettings } from './rate-limits/limits.ts';
export { challengeHeader, createRateLimiter } from './rate-limits/rate-limiter.ts';
export type { RateLimiter } from './rate-limits/rate-limiter.ts';
export { readSettings, SettingsError } from './settings.ts';
