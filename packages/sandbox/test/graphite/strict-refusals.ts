import type { GraphiteDefectCode } from '../../src/graphite/defect.ts';

/** What strict mode refuses, and for which defects. */
const refusals: readonly (readonly [codes: readonly GraphiteDefectCode[], ids: readonly string[]])[] = [
  [
    ['field-count'],
    [
      'decode-carbon-001',
      'decode-carbon-004',
      'decode-carbon-005',
      'decode-carbon-007',
      'decode-telegraf-graphite-008',
      'decode-graphite_exporter-004',
    ],
  ],
  [['timestamp-form'], ['decode-carbon-002', 'decode-carbon-006', 'decode-carbon-011']],
  [['not-finite'], ['decode-carbon-010', 'decode-telegraf-graphite-013', 'decode-telegraf-graphite-014']],
  [['bad-pickle'], ['decode-carbon-012', 'decode-carbon-013', 'decode-carbon-014']],
  [['pickle-item'], ['decode-carbon-016', 'decode-carbon-017']],
  [
    ['query-character'],
    [
      'decode-carbon-019',
      'decode-carbon-021',
      'decode-carbon-022',
      'decode-carbon-023',
      'decode-carbon-024',
      'decode-carbon-025',
      'decode-carbon-026',
      'decode-carbon-036',
      'decode-carbon-037',
    ],
  ],
  [['tag-order'], ['decode-carbon-030', 'decode-carbon-035', 'decode-carbon-043']],
  [['open-metrics'], ['decode-carbon-032']],
  [['empty-tag-value'], ['decode-carbon-038', 'decode-telegraf-graphite-006']],
  [['empty-tag-name'], ['decode-carbon-039', 'decode-telegraf-graphite-004']],
  [['bare-tag'], ['decode-carbon-040', 'decode-graphite_exporter-002', 'decode-graphite_exporter-003']],
  [['tag-start'], ['decode-carbon-041', 'decode-telegraf-graphite-005']],
  [['tag-character'], ['decode-carbon-042', 'decode-telegraf-graphite-003']],
  [
    ['bad-value', 'timestamp-not-seconds'],
    ['decode-telegraf-graphite-009', 'decode-telegraf-graphite-010'],
  ],
  [['bad-timestamp'], ['decode-telegraf-graphite-011']],
  [['timestamp-not-seconds'], ['decode-telegraf-graphite-012']],
];

const codesById = new Map(refusals.flatMap(([codes, ids]) => ids.map((id) => [id, codes] as const)));

/** Why strict mode refuses a vector; nothing when it must take it. */
export function refusedWhenStrict(id: string): readonly GraphiteDefectCode[] {
  return codesById.get(id) ?? [];
}

/** The ids that are listed. */
export const strictlyRefusedIds: readonly string[] = [...codesById.keys()];
