import type { StatsdDefectCode } from '../../../src/statsd/defect.ts';
import type { Dialect } from '../../../src/statsd/dialect.ts';
import { StatsdIntake } from '../../../src/statsd/intake.ts';
import type { Metric, StatsdRecord, Tag } from '../../../src/statsd/record.ts';
import { StatsdTotals } from '../../../src/statsd/totals.ts';

/** What our receiver makes of packets. */
export interface Reading {
  readonly records: readonly StatsdRecord[];
  readonly totals: StatsdTotals;
  /** Why lines were refused. */
  readonly codes: readonly StatsdDefectCode[];
}

/** Feeds packets to a fresh receiver without sockets. */
export function readPackets(
  packets: readonly (Buffer | string)[],
  dialect: Dialect,
  strict: boolean,
): Reading {
  const records: StatsdRecord[] = [];
  const codes = new Set<StatsdDefectCode>();
  const totals = new StatsdTotals(dialect);
  const intake = new StatsdIntake(totals, strict, {
    record: ({ record }) => records.push(record!),
    badLine: ({ defects }) => {
      for (const { code, level } of defects) if (level !== 'remark') codes.add(code);
    },
  });
  for (const packet of packets) intake.datagram(Buffer.from(packet));
  return { records, totals, codes: [...codes].sort() };
}

/** The metrics of a reading, or the word for having refused a line. */
export function metricsOf({ records, totals }: Reading): readonly Metric[] | 'refused' {
  return totals.badLineCount > 0 ? 'refused' : records.filter((record) => record.kind === 'metric');
}

/** Tags as DogStatsD writes them. */
export function tagTexts(tags: readonly Tag[]): string[] {
  return tags.map(([key, value]) => (value === '' ? key : `${key}:${value}`)).sort();
}
