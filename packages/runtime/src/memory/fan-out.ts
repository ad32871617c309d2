import type { Listening } from '../database/listen.ts';

/** Tells something to every process that listens now. Who does not hears nothing of it, so who listens also looks now and then. */
export type FanOut = {
  tell(channel: string, text: string): Promise<void>;
  listen(options: {
    readonly channel: string;
    readonly heard: (text: string) => void;
    /** Whenever listening has begun, the first time too: what was told before was not heard. */
    readonly began: () => void;
  }): Listening;
};
