import type { FrontMessages } from '../en/front.ts';
import { search } from './search.ts';
import { seats } from './seats.ts';
import { site } from './site.ts';
import { waitingList } from './waiting-list.ts';

export const front: FrontMessages = { ...site, ...search, ...seats, ...waitingList };
