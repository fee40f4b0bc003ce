// pnpm bench clients: what a call of a StatsD client costs.
import { groups, inTurn, measure, round, say } from '../measure.mjs';
import { subjects } from './subjects.mjs';

export const title = 'Clients';
export const about = `What a call costs with four tags, of which one has 200 values, in a new object each time: in bursts of a thousand with a rest of 10 ms in between, over UDP in datagrams of up to 1432 bytes
(dd-trace: 1024; statsd-client: its own), to a receiver in another process. \`timing\` is a timer of StatsD, and a distribution with dd-trace. 
The ns are those in which the call runs, and the processor time has all in it that is done behind it, sending too, without what the loop costs by itself; those that aggregate send little, and tell less of a timer. Datagrams are those that arrived.`;

const one = new URL('one.mjs', import.meta.url);
const kinds = ['increment', 'gauge', 'timing'];

export function run({ quick, rounds }) {
  return kinds.flatMap((call) => {
    const found = inTurn(Object.keys(subjects), rounds, (subject) => {
      say(`clients: ${call}, ${subject}`);
      return measure(one, { subject, call, quick });
    });
    return Object.entries(found).map(([subject, result]) => ({
      call,
      subject,
      ...result,
      // the rests have their price too, and it is not the client's
      cpuNanos: result.cpuNanos - (subject === 'none' ? 0 : found.none.cpuNanos),
    }));
  });
}

export function tables(rows) {
  return groups(rows, ({ call }) => call).map(([title, of]) => ({
    title,
    rows: of.map((row) => ({
      '': subjects[row.subject].title,
      'ns a call': round(row.nanos),
      'processor ns a call': round(row.cpuNanos),
      'bytes a call': round(row.bytes),
      'datagrams a call': round(row.packets, 4),
    })),
  }));
}
