export { addressOf } from '@safiri/contracts';
export { createClient } from './client.ts';
export type { Answer, CallInput, Client, ClientOptions } from './client.ts';
export { createFollow } from './follow.ts';
export { createProver, makeDeviceKey } from './prover.ts';
export type { DeviceKey, Prover } from './prover.ts';
export type { Follow, FollowAnswer, FollowInput, ReceivedEvent } from './follow.ts';
