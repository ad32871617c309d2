/** Hundred-thousandths of a degree: about a metre. */
const stepsPerDegree = 100_000;

/** Finer than any map shows of one trip; a path that was logged every second is thinned evenly to it. */
const mostPoints = 10_000;

/**
 * A path as an encoded polyline (the format maps commonly take, five decimals): latitude and longitude of each point by
 * turns, as differences from the point before. Coordinates are longitude, latitude, longitude, latitude …
 */
export function encodePolyline(coordinates: ArrayLike<number>): string {
  const points = coordinates.length / 2;
  const stride = Math.max(1, Math.ceil(points / mostPoints));
  const pieces: string[] = [];
  let [latitudeBefore, longitudeBefore] = [0, 0];
  for (let point = 0; point < points; point += 1) {
    if (point % stride !== 0 && point !== points - 1) continue;
    const longitude = Math.round((coordinates[2 * point] ?? 0) * stepsPerDegree);
    const latitude = Math.round((coordinates[2 * point + 1] ?? 0) * stepsPerDegree);
    // A bus that waits is drawn once.
    if (pieces.length > 1 && latitude === latitudeBefore && longitude === longitudeBefore) continue;
    pieces.push(encodeDifference(latitude - latitudeBefore) + encodeDifference(longitude - longitudeBefore));
    [latitudeBefore, longitudeBefore] = [latitude, longitude];
  }
  return pieces.join('');
}

/** The sign in the lowest bit, then five bits a character, the lowest first; all but the last are marked. */
function encodeDifference(difference: number): string {
  let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
  let text = '';
  while (rest >= 32) {
    text += String.fromCodePoint((rest % 32) + 32 + 63);
    rest = Math.floor(rest / 32);
  }
  return text + String.fromCodePoint(rest + 63);
}
