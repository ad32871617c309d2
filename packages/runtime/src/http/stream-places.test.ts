import { expect, it } from 'vitest';
import { createStreamPlaces, networkOf } from './stream-places.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
])('the line of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it('whoever moves within their own IPv6 network has no more places, and nobody else has fewer', () => {
  const places = createStreamPlaces({ mostStreams: 3, mostStreamsPerAddress: 1 });
  const leave = places.take('2001:db8::1');
  expect(() => places.take('2001:db8::2')).toThrow('Too many');
  places.take('2001:db8:0:1::1');
  leave();
  places.take('2001:db8::2');
});
