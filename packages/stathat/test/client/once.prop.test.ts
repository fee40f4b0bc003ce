import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ezClient, server } from './server.ts';

type Behaviour = 'takes' | 'reads and breaks' | 'reads and fails' | 'puts off' | 'refuses';
type Item = { readonly count?: number; readonly value?: number };

/** Answers in turn, then takes everything; `read` has the items of each request that the server may have counted. */
async function unreliable(behaviours: readonly Behaviour[]) {
  const read: Item[] = [];
  let requests = 0;
  const stathat = await server((response, { body }) => {
    const behaviour = behaviours[requests] ?? 'takes';
    requests += 1;
    if (behaviour === 'puts off') response.writeHead(503).end();
    else if (behaviour === 'refuses') response.end('{"status":500,"msg":"no stat"}');
    else {
      read.push(...JSON.parse(body.toString()).data);
      if (behaviour === 'takes') response.writeHead(204).end();
      else if (behaviour === 'reads and breaks') response.destroy();
      else response.writeHead(502).end();
    }
  });
  return { stathat, read };
}

const behaviours = fc.array(
  fc.constantFrom<Behaviour>('takes', 'reads and breaks', 'reads and fails', 'puts off', 'refuses'),
  { maxLength: 5 },
);

test('whatever a server does, no count is read twice, and every point is accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(behaviours, async (script) => {
      const { read, stathat } = await unreliable(script);
      const client = ezClient(stathat, { maxItems: 4 });
      for (let i = 1; i <= 12; i += 1) {
        client.count('n', i);
        client.value('v', i);
        if (i % 6 === 0) await client.flush();
      }
      await client.flush();
      const { accepted, delivered, dropped, held, inFlight } = client.accounting;
      const lost = Object.values(dropped).reduce((sum, points) => sum + points, 0);
      expect([accepted, delivered + held + inFlight + lost]).toEqual([24, 24]);
      const counts = read.flatMap(({ count }) => (count === undefined ? [] : [count]));
      expect(counts).toHaveLength(new Set(counts).size);
      const values = new Set(read.flatMap(({ value }) => (value === undefined ? [] : [value])));
      expect(counts.length + values.size).toBeGreaterThanOrEqual(delivered);
      await client.close({ timeoutMillis: 50 });
    }),
    { numRuns: 10 },
  );
});
