// pnpm bench [--json] [--write] [--rounds N] [--quick]: encoding of the same metrics, side by side. A process for each measurement,
// the subjects in turn, several rounds: quote the ratios, not the times. With --start-up, what the hook adds to a start (start-up.mjs);
// with --page, the sandbox's live page under load (page/bench-page.mjs); with --pacing, how many datagrams of a burst arrive
// (pacing.mjs); with --memory, what an outage costs (outage-memory.mjs).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkSameRecords } from './same-records.mjs';
import { subjects } from './subjects.mjs';
import { writeUp } from './write-up.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    'start-up': { type: 'boolean' },
    page: { type: 'boolean' },
    memory: { type: 'boolean' },
    minutes: { type: 'string' },
    pacing: { type: 'boolean' },
    'hot-shots': { type: 'string' },
  },
});
if (options.pacing) {
  const { benchPacing } = await import('./pacing.mjs');
  const isWithin = await benchPacing({
    ...options,
    rounds: Number(options.rounds ?? 5),
    hotShots: options['hot-shots'],
  });
  process.exit(isWithin ? 0 : 1);
}
if (options.memory) {
  const { benchOutageMemory } = await import('./outage-memory.mjs');
  const isWithin = await benchOutageMemory({ ...options, minutes: Number(options.minutes ?? 10) });
  process.exit(isWithin ? 0 : 1);
}
if (options['start-up']) {
  const { benchStartUp } = await import('./start-up.mjs');
  benchStartUp({ ...options, rounds: Number(options.rounds ?? 20) });
  process.exit();
}
if (options.page) {
  const { benchPage } = await import('./page/bench-page.mjs');
  await benchPage(options);
  process.exit();
}
const rounds = options.quick ? 1 : Number(options.rounds ?? 3);
const sizes = options.quick ? [10_000] : [10_000, 100_000];
const cases = sizes.flatMap((series) =>
  ['fresh', 'recurring'].flatMap((attributes) =>
    ['mixed', 'scalar'].map((profile) => ({ series, attributes, profile })),
  ),
);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const script = fileURLToPath(new URL('encode.mjs', import.meta.url));

function measure(subject, { series, attributes, profile }) {
  process.stderr.write(`\r\u001b[K${series} series, ${attributes} attributes, ${profile}: ${subject}`);
  return JSON.parse(
    execFileSync(process.execPath, [script, subject, series, attributes, profile], { encoding: 'utf8' }),
  );
}

/** The medians over all rounds, with the factor by which each subject is faster than OTLP protobuf. */
function compare(one) {
  const runs = Object.fromEntries(Object.keys(subjects).map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of Object.keys(subjects)) runs[subject].push(measure(subject, one));
  }
  const of = (subject, key) => median(runs[subject].map((run) => run[key]));
  const collect = median(
    Object.values(runs)
      .flat()
      .map((run) => run.collect),
  );
  const otlp = of('otlp', 'encode');
  return Object.entries(subjects).map(([subject, { title }]) => {
    const nanos = subject === 'collect' ? collect : of(subject, 'encode');
    return {
      ...one,
      subject,
      title,
      nanosPerPoint: Math.round(nanos),
      ofCollect: subject === 'collect' ? 1 : Number(of(subject, 'ofCollect').toFixed(2)),
      timesFasterThanOtlp: Number((otlp / nanos).toFixed(2)),
      bytesPerPoint: Math.round(of(subject, 'bytesPerPoint')),
    };
  });
}

await checkSameRecords();
const rows = cases.flatMap(compare);
process.stderr.write('\r\u001b[K');
if (options.write) writeUp({ node: process.version, rounds, rows, cases });
if (options.json) console.log(JSON.stringify({ node: process.version, rounds, rows }, null, 2));
else {
  for (const one of cases) {
    const { series, attributes, profile } = one;
    console.log(
      `\n${series.toLocaleString('en')} series of 4 attributes, ${attributes}, ${profile} (Node ${process.versions.node})`,
    );
    const table = rows.filter(
      (row) => row.series === series && row.attributes === attributes && row.profile === profile,
    );
    console.table(
      Object.fromEntries(
        table.map((row) => [
          row.title,
          {
            'ns/point': row.nanosPerPoint,
            'of collect()': row.ofCollect,
            '× OTLP': row.timesFasterThanOtlp,
            'bytes/point': row.bytesPerPoint,
          },
        ]),
      ),
    );
  }
}
