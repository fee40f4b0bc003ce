import { expect, it } from 'vitest';
import { datagramBytes } from '../../src/transport/datagram-bytes.js';

it.each([
  ['127.0.0.1', 8192, 8192],
  ['127.1.2.3', 65_507, 8192],
  ['::1', 4095, 4095],
  ['localhost', undefined, 1432],
  ['10.0.0.1', 8192, 1432],
  ['example.org', undefined, 1432],
])('a datagram to %s, whose server reads %s bytes, has %s at the most', (host, readBytes, expected) => {
  expect(datagramBytes(host, readBytes)).toBe(expected);
});
