/** Bounds of what is read from somebody else's feed, so that no upload takes the process down. */
export type FeedLimits = {
  readonly compressedBytes: number;
  readonly entries: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Uncompressed ÷ compressed of one file, looked at only above `ratioFreeBytes`. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
  readonly rows: number;
  readonly lineBytes: number;
  readonly idCharacters: number;
  readonly nameCharacters: number;
  readonly legs: number;
  readonly tripSeconds: number;
  readonly departuresPerTrip: number;
  readonly problems: number;
};

const mebibyte = 1024 * 1024;

export const defaultFeedLimits: FeedLimits = {
  // A feed of 340,000 stop times zips to about 3 MiB; national feeds of every bus line stay below 64 MiB.
  compressedBytes: 64 * mebibyte,
  // The specification knows about 35 files; publishers add some of their own.
  entries: 200,
  // Two million rows of a hundred bytes.
  fileBytes: 200 * mebibyte,
  totalBytes: 400 * mebibyte,
  // Timetables shrink to a sixth or a tenth, very regular ones to a twentieth; deflate's own end is about 1,030.
  ratio: 200,
  ratioFreeBytes: 10 * mebibyte,
  // Six times the largest feed we promise to import; held as typed columns this is well below 1 GiB.
  rows: 2_000_000,
  // The longest line seen (a route's description) has under 2 KiB; an unclosed quote must not swallow a whole file.
  lineBytes: 32 * 1024,
  // An index entry of PostgreSQL holds 2,704 bytes, and a character takes up to four.
  idCharacters: 200,
  // What our contracts take for a name; longer ones are cut.
  nameCharacters: 200,
  // Seat inventory keeps one bit per leg in bit(256), see PERFORMANCE.md.
  legs: 255,
  // Search looks back two days from the date asked for; what boards later than that would never be found.
  tripSeconds: 72 * 3600,
  // One departure a minute over two days; more is a mistake in the headway.
  departuresPerTrip: 2880,
  problems: 1000,
};
