/** `npm run format`: lays out every file as the check wants it. */
import { showTool } from './tools.ts';

process.exit(await showTool('oxfmt', { args: ['--write', '.'] }));
