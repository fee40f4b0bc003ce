// pnpm bench load: what importing and installing an exporter costs.
import { inTurn, measure, round, say } from '../measure.mjs';
import { bundledBytes } from './bundle.mjs';
import { installed } from './installed.mjs';
import { subjects } from './subjects.mjs';

export const title = 'Importing and installing';
export const about = `An import of each, behind that of the SDK for metrics, in a process of its own; clients without the SDK. Bundled: what a bundler makes of the import of this one
name, minified and gzipped, without the SDK and Node's own modules; \`later\` is what is imported when it is first needed, and none of it in an application that sends to a socket. Installed: the package
with all that it depends on, without the SDK, which is a peer of ours (the OTLP exporter depends on it).`;

const one = new URL('one.mjs', import.meta.url);

export async function run({ rounds }) {
  const names = Object.keys(subjects);
  const found = inTurn(names, rounds, (subject) => {
    say(`load: ${subject}`);
    return measure(one, { subject });
  });
  const rows = [];
  for (const [subject, { folder, from, isClient = false, ...rest }] of Object.entries(subjects)) {
    const less = isClient ? { millis: 0, cpuMillis: 0, megabytes: 0 } : found.base;
    const { millis, cpuMillis, megabytes } = found[subject];
    rows.push({
      subject,
      millis: millis - less.millis,
      cpuMillis: cpuMillis - less.cpuMillis,
      megabytes: megabytes - less.megabytes,
      ...(from === undefined ? {} : { ...(await bundledBytes({ from, ...rest })), ...sizes(from, folder) }),
    });
  }
  return rows;
}

function sizes(from, folder) {
  const { packages, bytes } = installed(
    from
      .split('/')
      .slice(0, from.startsWith('@') ? 2 : 1)
      .join('/'),
    folder,
  );
  return { packages, installedBytes: bytes };
}

export function tables(rows) {
  return [
    {
      title: 'One import',
      rows: rows
        .filter(({ bytes }) => bytes !== undefined)
        .map((row) => ({
          '': subjects[row.subject].title,
          'more ms': round(row.millis),
          'more processor ms': round(row.cpuMillis),
          'more MB': round(row.megabytes, 1),
          'bundled kB, gzipped': round(row.bytes / 1000, 1),
          'later kB, gzipped': round(row.laterBytes / 1000, 1),
          packages: row.packages,
          'installed KiB': round(row.installedBytes / 1024),
        })),
    },
  ];
}
