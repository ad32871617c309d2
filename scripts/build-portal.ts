/** Builds the portal when its sources have changed; `npm start` runs it before it serves the pages. */
import { buildPortalWhenChanged } from './portal-build.ts';

const build = await buildPortalWhenChanged((sentence) => console.error(sentence));
if (build.state === 'failed') console.error(`${build.why}\nThe web pages cannot be built: the lines above say why.`);
process.exit(build.state === 'failed' ? 1 : 0);
