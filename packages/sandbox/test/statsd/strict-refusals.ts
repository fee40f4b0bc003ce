import type { StatsdDefectCode } from '../../src/statsd/defect.ts';

/** Lines that the peer takes as we do in lenient mode, and that strict mode refuses: for which defects. */
const refusals: readonly (readonly [codes: readonly StatsdDefectCode[], ids: readonly string[]])[] = [
  [
    ['empty-tag'],
    [
      'decode-datadog-agent-metrics-017',
      'decode-datadog-agent-metrics-030',
      'decode-statsd_exporter-016',
      'decode-statsd_exporter-026',
      'decode-statsd_exporter-047',
      'decode-telegraf-statsd-033',
      'decode-telegraf-statsd-038',
    ],
  ],
  [['name-character', 'name-start'], ['decode-datadog-agent-metrics-018']],
  [
    ['unknown-section'],
    [
      'decode-datadog-agent-metrics-027',
      'decode-datadog-agent-events-023',
      'decode-datadog-agent-service-checks-009',
      'decode-telegraf-statsd-024',
    ],
  ],
  [
    ['section-order'],
    [
      'decode-datadog-agent-metrics-032',
      'decode-datadog-agent-metrics-033',
      'decode-datadog-agent-metrics-034',
      'decode-datadog-agent-metrics-035',
      'decode-datadog-agent-metrics-036',
    ],
  ],
  [['section-order', 'timestamp-without-effect'], ['decode-datadog-agent-metrics-041']],
  [
    ['section-order', 'timestamp-without-effect', 'unknown-section'],
    ['decode-datadog-agent-metrics-042', 'decode-datadog-agent-metrics-043'],
  ],
  [
    ['empty-tag-value'],
    [
      'decode-datadog-agent-metrics-049',
      'decode-datadog-agent-metrics-055',
      'decode-datadog-agent-metrics-061',
      'decode-datadog-agent-metrics-067',
      'decode-datadog-agent-metrics-073',
      'decode-datadog-agent-events-036',
      'decode-datadog-agent-service-checks-017',
    ],
  ],
  [
    ['empty-value'],
    [
      'decode-datadog-agent-metrics-079',
      'decode-datadog-agent-metrics-080',
      'decode-datadog-agent-metrics-081',
    ],
  ],
  [['bad-lengths'], ['decode-datadog-agent-metrics-085']],
  [['bad-status'], ['decode-datadog-agent-metrics-086']],
  [
    ['bad-field'],
    [
      'decode-datadog-agent-events-020',
      'decode-datadog-agent-events-021',
      'decode-datadog-agent-events-022',
      'decode-datadog-agent-service-checks-008',
      'decode-telegraf-statsd-094',
      'decode-telegraf-statsd-095',
      'decode-telegraf-statsd-096',
      'decode-telegraf-statsd-097',
    ],
  ],
  [['duplicate-section'], ['decode-datadog-agent-service-checks-015']],
  [
    ['exponent', 'plus-sign'],
    ['decode-etsy-statsd-005', 'decode-etsy-statsd-007', 'decode-etsy-statsd-010'],
  ],
  [
    ['plus-sign'],
    [
      'decode-etsy-statsd-006',
      'decode-etsy-statsd-009',
      'decode-etsy-statsd-014',
      'decode-etsy-statsd-016',
      'decode-etsy-statsd-017',
    ],
  ],
  [['rate-above-one'], ['decode-etsy-statsd-039']],
  [['rate-form'], ['decode-etsy-statsd-042']],
  [
    ['exponent'],
    [
      'observed-etsy-statsd-005',
      'decode-telegraf-statsd-001',
      'decode-telegraf-statsd-003',
      'decode-telegraf-statsd-004',
      'decode-telegraf-statsd-011',
      'decode-telegraf-statsd-012',
      'decode-telegraf-statsd-013',
      'decode-telegraf-statsd-014',
    ],
  ],
  [
    ['white-space'],
    [
      'observed-etsy-statsd-009',
      'observed-etsy-statsd-068',
      'observed-etsy-statsd-069',
      'observed-etsy-statsd-070',
    ],
  ],
  [
    ['tags-not-in-dialect'],
    [
      'observed-etsy-statsd-025',
      'observed-etsy-statsd-026',
      'observed-etsy-statsd-028',
      'observed-etsy-statsd-030',
      'observed-etsy-statsd-031',
      'decode-statsd_exporter-102',
      'decode-statsd_exporter-103',
      'decode-statsd_exporter-104',
      'decode-statsd_exporter-105',
      'decode-statsd_exporter-106',
      'decode-statsd_exporter-107',
      'decode-statsd_exporter-112',
    ],
  ],
  [['empty-tag', 'tags-not-in-dialect'], ['observed-etsy-statsd-029']],
  [
    ['name-character'],
    [
      'observed-etsy-statsd-052',
      'observed-etsy-statsd-053',
      'observed-etsy-statsd-055',
      'observed-etsy-statsd-056',
      'observed-etsy-statsd-057',
      'observed-etsy-statsd-058',
      'observed-etsy-statsd-059',
      'decode-statsd_exporter-082',
      'decode-statsd_exporter-083',
      'decode-statsd_exporter-084',
      'decode-statsd_exporter-085',
      'decode-statsd_exporter-086',
      'decode-statsd_exporter-087',
      'decode-statsd_exporter-088',
      'decode-statsd_exporter-089',
      'decode-statsd_exporter-090',
      'decode-statsd_exporter-113',
      'decode-statsd_exporter-114',
      'decode-statsd_exporter-115',
      'decode-statsd_exporter-116',
      'decode-statsd_exporter-117',
      'decode-statsd_exporter-118',
      'decode-statsd_exporter-120',
      'decode-statsd_exporter-121',
      'decode-statsd_exporter-122',
      'decode-statsd_exporter-123',
      'decode-telegraf-statsd-048',
      'decode-telegraf-statsd-049',
      'decode-telegraf-statsd-050',
    ],
  ],
  [['bare-tag'], ['decode-statsd_exporter-017']],
  [
    ['name-character', 'unbalanced-bracket'],
    ['decode-statsd_exporter-018', 'decode-statsd_exporter-019'],
  ],
  [['tag-start'], ['decode-statsd_exporter-023']],
  [['timestamp-with-rate'], ['decode-statsd_exporter-079']],
  [
    ['packed-values', 'tags-not-in-dialect'],
    [
      'decode-statsd_exporter-108',
      'decode-statsd_exporter-109',
      'decode-statsd_exporter-110',
      'decode-statsd_exporter-111',
    ],
  ],
  [['bare-tag', 'name-character'], ['decode-statsd_exporter-119']],
  [['bad-rate'], ['decode-telegraf-statsd-025']],
];

const codesById = new Map(refusals.flatMap(([codes, ids]) => ids.map((id) => [id, codes] as const)));

/** Why strict mode refuses a vector; nothing when it must take it. */
export function refusedWhenStrict(id: string): readonly StatsdDefectCode[] {
  return codesById.get(id) ?? [];
}

/** The ids that are listed. */
export const strictlyRefusedIds: readonly string[] = [...codesById.keys()];
