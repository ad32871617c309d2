import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools.ts';

/** One `FROM … AS name` of the Dockerfile, with what is done in it. */
export type Stage = {
  readonly name: string;
  readonly base: string;
  readonly instructions: readonly { readonly word: string; readonly text: string }[];
};

/** The Dockerfile's stages; ours names each, and continues lines with a backslash. */
export function readStages(): Stage[] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  const instructions = lines.map((line) => ({ word: line.split(' ', 1)[0] ?? '', text: line.replace(/^\S+\s+/, '') }));
  return instructions.flatMap(({ word, text }, index) => {
    if (word !== 'FROM') return [];
    const [base = '', , name = ''] = text.split(' ');
    const after = instructions.slice(index + 1);
    const end = after.findIndex((each) => each.word === 'FROM');
    return [{ name, base, instructions: end === -1 ? after : after.slice(0, end) }];
  });
}
