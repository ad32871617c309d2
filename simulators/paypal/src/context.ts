import type { Context as KitContext } from '@safiri/simulator-kit';
import type { PaypalSettings } from './settings.ts';
import type { Signer } from './signing/signer.ts';

/** What every part of the running simulator is given. */
export type Context = KitContext<PaypalSettings> & { readonly signer: Signer };
