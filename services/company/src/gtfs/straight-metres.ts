export type Place = { readonly latitude: number; readonly longitude: number };

/** Mean radius of the Earth (IUGG). */
const earthRadiusMetres = 6_371_009;
const radiansPerDegree = Math.PI / 180;

/** Metres between two places as the crow flies, on a sphere: within 0.6 % of the ellipsoid, plenty for fares and times. */
export function straightMetres(from: Place, to: Place): number {
  const [south, north] = [from.latitude * radiansPerDegree, to.latitude * radiansPerDegree];
  const halfHeight = Math.sin((north - south) / 2);
  const halfWidth = Math.sin(((to.longitude - from.longitude) * radiansPerDegree) / 2);
  const chord = halfHeight ** 2 + Math.cos(south) * Math.cos(north) * halfWidth ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(chord)));
}
