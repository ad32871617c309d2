/** A feed as uploaded, as a zip on disk, or as a folder of its .txt files. */
export type FeedSource = { readonly bytes: Uint8Array } | { readonly zipPath: string } | { readonly folder: string };

/** The files at the root of a feed. Whatever is wrong with the archive is thrown as a FeedRefusal. */
export type FeedArchive = {
  readonly files: ReadonlySet<string>;
  /** The file's bytes, inflated; stops at the declared size. */
  read(file: string): AsyncIterable<Uint8Array>;
  close(): void;
};
