import { expect, test } from 'vitest';
import { seatNews } from './seat-news.ts';

test('seats that became taken, free again, and lost by who had chosen them are told apart', () => {
  expect(seatNews([1, 2], [2, 3, 4, 5], [4, 6])).toEqual({ taken: [3, 5], freed: [1], lost: [4] });
});

test('the same seats taken are no news, whatever is chosen and in whatever order', () => {
  expect(seatNews([1, 2], [2, 1], [3])).toBeUndefined();
  expect(seatNews([], [], [])).toBeUndefined();
});
