import { foldName } from '../search/resolve-place.ts';

type Named = { readonly id: string; readonly name: string };

/** What is read of a name in an address. */
const longestSlug = 60;

/** "kigali-nyabugogo-0193…": for people to read, and found by the id at its end. */
export function slugOf({ id, name }: Named): string {
  const words = foldName(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replaceAll(/^-+|-+$/g, '');
  return words === '' ? id : `${words}-${id}`;
}

export function idOfSlug(slug: string): string | undefined {
  return /(?:^|-)([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(slug)?.[1];
}

export function stopAddress(place: Named): string {
  return `/stops/${slugOf(place)}`;
}

export function busesAddress(from: Named, to: Named): string {
  return `/buses/${slugOf(from)}/${slugOf(to)}`;
}

export function companyAddress(company: Named): string {
  return `/companies/${slugOf(company)}`;
}
