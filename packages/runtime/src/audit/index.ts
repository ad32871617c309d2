export { auditEverything } from './audit-everything.ts';
export { auditJob } from './audit-job.ts';
export { findByIndex } from './by-index.ts';
export { longestSentence, mostFindings } from './auditor.ts';
export type { Auditor, Finding, Kind, Pass, Scope, Step, Violation } from './auditor.ts';
export { scopeOf } from './scope.ts';
export { madeSince, since } from './since.ts';
