import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const whole = Buffer.from('HTTP/1.1 409 Conflict\r\nContent-Length: 5\r\ndate: today\r\n\r\nhéy!', 'utf8');

test('an answer is read once all of it is there, wherever it was cut', () => {
  for (let length = 0; length < whole.length; length += 1)
    expect(readAnswer(whole.subarray(0, length))).toBeUndefined();
  const answer = readAnswer(whole) ?? expect.unreachable();
  expect([answer.status, answer.body.toString('utf8')]).toEqual([409, 'héy!']);
});

test('an answer without a body ends with its head', () => {
  expect(readAnswer(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n'))?.status).toBe(204);
});

test('an answer in chunks is no answer of ours', () => {
  expect(() => readAnswer(Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'))).toThrow('chunks');
});
