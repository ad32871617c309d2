import type { listNames as declared, OutputOf } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listNamesIn } from './name-queries.ts';

/** What companies, stops and routes are called in a language, as their feeds translate them. Public facts. */
export async function listNames(ctx: Ctx, { query }: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const languages = fallbacksOf(query.language);
  return { names: await listNamesIn(ctx.db.kysely, { ids: query.ids.toLowerCase().split(','), languages }) };
}

/** The tag, then the tag with its last part taken off, and so on: ja-Hrkt-JP, ja-Hrkt, ja. */
export function fallbacksOf(language: string): string[] {
  const parts = language.split('-');
  return parts.map((_, count) => parts.slice(0, parts.length - count).join('-'));
}
