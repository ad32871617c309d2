import { search } from './search.ts';
import { seats } from './seats.ts';
import { site } from './site.ts';
import { waitingList } from './waiting-list.ts';

/** What the first page, results and a trip say. */
export const front = { ...site, ...search, ...seats, ...waitingList };

export type FrontMessages = Readonly<Record<keyof typeof front, string>>;
