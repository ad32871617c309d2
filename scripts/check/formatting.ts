import { runTool } from '../tools.ts';

/** Files that oxfmt would write differently. */
export async function formattingRefusals(): Promise<string[]> {
  const { exitCode, output } = await runTool('oxfmt', { args: ['--list-different', '.'] });
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const files = lines.filter((line) => !line.includes(' '));
  if (exitCode === 0) return [];
  // A file that cannot be read at all is told in several lines of oxfmt's own.
  if (files.length === 0) return [output.trim()];
  return files.map((file) => `${file} [formatting] is not laid out as oxfmt does it: run npm run format.`);
}
