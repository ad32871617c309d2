/** Chromium, as `npm test` found or installed it; Debian's by default. */
export const chromiumPath = process.env['SAFIRI_CHROMIUM'] ?? '/usr/bin/chromium';

/** A folder for a picture of every page the journeys come by, for people who want to look; none by default. */
export const shotsFolder = process.env['SAFIRI_SHOTS'];

/** Whether tests that have a long form take it. */
export const isLong = process.env['SAFIRI_LONG'] === '1';
