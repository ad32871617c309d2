export { createClient } from './client.ts';
export type { Answer, CallInput, Client, ClientOptions } from './client.ts';
