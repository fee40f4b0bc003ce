import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HeldRecords } from '../../src/wire/held-records.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const tail = '|#http.request.method:GET,http.route:/api/v1/orders/{id}/section12';

/** Some samples of distributions among many counters, as an export of a service has them: about 8 KiB. */
function payload(number: number): Buffer {
  const samples = Array.from({ length: 24 }, (_, i) => `latency${i}:${1 + (number + i) / 3e7}|d${tail}\n`);
  const counters = Array.from({ length: 56 }, (_, i) => `orders${i}:5|c${tail},server.address:api-1\n`);
  return Buffer.from([...samples, ...counters].join(''));
}

describe('samples that are held', () => {
  it('take the memory of what they are, not of the payloads that they came in', () => {
    const held = new HeldRecords({
      signedGaugesAreLevels: true,
      valuePacking: true,
      weighsSamples: true,
      levelsRepeat: true,
    });
    const payloads = 2_000;
    const before = heapBytes();
    for (let i = 0; i < payloads; i += 1) held.hold(payload(i), 80, i, true);
    const bytesPerSample = (heapBytes() - before) / (payloads * 24);
    expect(held.points).toBe(payloads * 80);
    // 80 measured; with their payloads 400
    expect(bytesPerSample).toBeLessThan(200);
  });
});
