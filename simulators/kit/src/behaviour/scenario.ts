import type { Plan } from './plans.ts';

/** What a number or address does. `expects` is the sentence of the table in README.md; plans are by operation. */
export type Scenario = { readonly expects: string; readonly plans: Readonly<Record<string, Partial<Plan>>> };
