import type { Route } from '@safiri/runtime';
import type { Ctx } from './context.ts';

/** Operation → use case. */
export function routes(_ctx: Ctx): Route[] {
  return [];
}
