/** How operations and events are declared, without knowing any of them: what the runtime may import. */
export { operation, pathOf, serviceNames } from './operation.ts';
export { addressOf } from './address.ts';
export type { AddressParts } from './address.ts';
export { readRefusal, refused } from './refused.ts';
export type { Refused } from './refused.ts';
export type {
  BodyOf,
  FileAnswer,
  Method,
  Operation,
  OutputOf,
  ParamsOf,
  QueryOf,
  RefusalOf,
  ServiceName,
  Traffic,
  Who,
} from './operation.ts';
export { eventStream, isEventStream } from './event-stream.ts';
export type { EventOf, EventStream } from './event-stream.ts';
export { commonRefusals, passesByItself, Problem } from './problem.ts';
export type { CommonRefusal } from './problem.ts';
export { SealedRequest, SealingKeys, SealingPoint, sealedHeader, sealedMediaType, sealingKeysOf } from './sealing.ts';
export type { SealedAnswer, SealingKey } from './sealing.ts';
export { Envelope, event } from './event.ts';
export type { EventDeclaration, PayloadOf } from './event.ts';
export { getErasure, mostPersonalRows, subjectErased, subjectForgotten } from './personal-data.ts';
export type {
  DataSubject,
  ErasureObstacle,
  StorageLimit,
  PersonalDataOperations,
  PersonalDataPage,
  PersonalRow,
} from './personal-data.ts';
export { auditLogOf, mostExportedEntries } from './operations/audit-log.ts';
export type { AuditEntry, AuditFault, AuditFilters, AuditVerification } from './operations/audit-log.ts';
/** What a process asks of auth, to know who asks it and what they may. */
export { getJwks } from './operations/auth.ts';
export { getPermissionSet } from './operations/roles.ts';
export { accessRevoked, listRevocations } from './operations/sessions.ts';
export { ordersErased } from './events/ticketing.ts';
