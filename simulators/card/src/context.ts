import type { Context as KitContext } from '@safiri/simulator-kit';
import type { CardSettings } from './settings.ts';

/** What every part of the running simulator is given. */
export type Context = KitContext<CardSettings>;
