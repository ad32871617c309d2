import type { FeedLimits } from '../feed-limits.ts';
import type { FeedArchive, FeedSource } from './feed-archive.ts';
import { openFolder } from './folder-archive.ts';
import { openZip } from './zip-archive.ts';

export async function openArchive(source: FeedSource, limits: FeedLimits): Promise<FeedArchive> {
  return 'folder' in source ? await openFolder(source.folder, limits) : await openZip(source, limits);
}
