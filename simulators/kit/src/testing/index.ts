export { createControl, createSend, member, type Answer, type Control, type Send } from './caller.ts';
export { listenForCallbacks, type Heard } from './listener.ts';
export { openForTest } from './open-for-test.ts';
export { startProgram, type StartedProgram } from './start-program.ts';
