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
export type { SigningKey } from './tokens/service-token.ts';
export { cachedKeySource } from './tokens/key-source.ts';
export { createSealer } from './tokens/sealed-text.ts';
export type { Sealer } from './tokens/sealed-text.ts';
export { createTokenVerifier } from './tokens/verify.ts';
export type { TokenVerifier } from './tokens/verify.ts';
export { mayActFor } from './http/actor.ts';
export type { AccountActor, Actor, ActorOf, Guest, ServiceActor } from './http/actor.ts';
export { serviceTokenHeader, sessionCookie } from './http/authenticate.ts';
export { checkRoutes, mountRoutes } from './http/mount.ts';
export { refusalOf, sendRefusal } from './http/problems.ts';
export { route } from './http/route.ts';
export type { RequestOf, Route } from './http/route.ts';
export { streamRoute } from './http/stream-route.ts';
export type { Speaker, StreamRoute, StreamSettings, StreamSink } from './http/stream-route.ts';
export { createHttpServer } from './http/server.ts';
export { openedBodiesCleaning } from './sealing/opened-bodies.ts';
export { createSealing } from './sealing/sealing.ts';
export type { Sealing } from './sealing/sealing.ts';
export { sealingKeysRoute } from './sealing/sealing-keys-route.ts';
export { sealingSettings } from './sealing/settings.ts';
export type { SealingSettings } from './sealing/settings.ts';
export { inboxCleaning, startJobs } from './jobs.ts';
export type { CallPeer, PeerAnswer, PeerInput } from './peers.ts';
export type { FoundViolation, Job, MoneyFact, OrderMoney, Service, ServiceDeps } from './service.ts';
export { readSettings, SettingsError } from './settings.ts';
