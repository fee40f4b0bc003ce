import type { Vector } from './peers/vector.ts';

/** Where we read a line otherwise than the peer does, on purpose. A test fails when one does not differ any more. */
const listed: Readonly<Record<string, string>> = {
  'decode-datadog-agent-metrics-028': 'that Agent was told to ignore timestamps; we are the default one',

  'observed-etsy-statsd-006': 'hexadecimal is read by JavaScript servers only',
  'observed-etsy-statsd-007': 'an infinite counter is poisoned until the daemon is restarted',
  'observed-etsy-statsd-010': 'an unknown type is refused, where the daemon sums it as a counter',
  'observed-etsy-statsd-011': 'an unknown type is refused, where the daemon sums it as a counter',
  'observed-etsy-statsd-016': 'an empty name is refused',
  'observed-etsy-statsd-018': 'a rate of 0 is refused, where the daemon makes an infinite counter of it',
  'observed-etsy-statsd-019': '@2e-1 is 0.2, where the daemon reads 2',
  'observed-etsy-statsd-027': 'a rate after the tags is refused, where the daemon glues it to the last tag',
  'observed-etsy-statsd-032':
    'a section after the tags is refused, where the daemon glues it to the last tag',
  'observed-etsy-statsd-033':
    'a section after the tags is refused, where the daemon glues it to the last tag',
  'observed-etsy-statsd-035': 'packed values are refused at once, where the daemon loses all but the last',
  'observed-etsy-statsd-036': 'packed values are refused at once, where the daemon loses all but the last',
  'observed-etsy-statsd-037':
    "a line is one record; several value|type after one key are the Etsy daemon's own form",
  'observed-etsy-statsd-038':
    "a line is one record; several value|type after one key are the Etsy daemon's own form",
  'observed-etsy-statsd-046':
    'a negative timer is refused also before \\r\\n, where the daemon forgets to look',
  'observed-etsy-statsd-048': 'a histogram is refused, where the daemon sums it as a counter',
  'observed-etsy-statsd-049': 'a distribution is refused, where the daemon sums it as a counter',
  'observed-etsy-statsd-054': 'a bar in a name is refused, where the daemon deletes it',
  'observed-etsy-statsd-063': 'TCP carries UTF-8, which the daemon reads as ASCII without the high bit',
  'observed-etsy-statsd-064': 'a counter called constructor counts, where the daemon makes text of it',
  'observed-etsy-statsd-065':
    'a section after the tags is refused, where the daemon glues it to the last tag',

  'decode-statsd_exporter-009': 'a second # belongs to the tag, as for the Agent; statsd_exporter strips it',
  'decode-statsd_exporter-022': 'a second # belongs to the tag, as for the Agent; statsd_exporter strips it',
  'decode-statsd_exporter-027': 'a second # belongs to the tag, as for the Agent; statsd_exporter strips it',
  'decode-statsd_exporter-032': 'a second # belongs to the tag, as for the Agent; statsd_exporter strips it',
  'decode-statsd_exporter-042': 'the Agent takes packed counters',
  'decode-statsd_exporter-043': 'the Agent takes packed gauges',
  'decode-statsd_exporter-054': 'the Agent refuses a rate that is no number; statsd_exporter counts once',
  'decode-statsd_exporter-055': 'a rate of 0 is refused; statsd_exporter counts once',
  'decode-statsd_exporter-080': 'the Agent refuses a timestamp that is no number; statsd_exporter skips it',
  'decode-statsd_exporter-081': 'the Agent refuses an empty timestamp; statsd_exporter skips it',

  'decode-telegraf-statsd-043':
    'a name is kept as it was sent; cleaning it is the option sanitize_name_method',
  'decode-telegraf-statsd-044':
    'a name is kept as it was sent; cleaning it is the option sanitize_name_method',
  'decode-telegraf-statsd-045':
    'a name is kept as it was sent; cleaning it is the option sanitize_name_method',
  'decode-telegraf-statsd-046':
    'a name is kept as it was sent; cleaning it is the option sanitize_name_method',
  'decode-telegraf-statsd-047': 'a name is kept as it was sent; Telegraf cuts it at the first space',
  'decode-telegraf-statsd-054': 'an empty tag is no tag; Telegraf gives an empty key and value',
  'decode-telegraf-statsd-055': 'a bare tag is a key without value; Telegraf makes it a value without key',
};

interface DifferentClass {
  readonly reason: string;
  covers(vector: Vector): boolean;
}

const classes: readonly DifferentClass[] = [
  {
    reason:
      "statsd_exporter without tag parsers skips |#…; our plain dialect is Etsy's daemon, which reads tags, not packs",
    covers: ({ id, config, input = '' }) => {
      const withoutParsers = (config?.tag_dialects as readonly string[] | undefined)?.length === 0;
      return id.startsWith('decode-statsd_exporter-') && withoutParsers && input.includes('|#');
    },
  },
];

/** Why we read this vector otherwise; nothing when we must not. */
export function differenceOf(vector: Vector): string | undefined {
  return listed[vector.id] ?? classes.find(({ covers }) => covers(vector))?.reason;
}

/** The ids that are listed one by one. */
export const listedIds: readonly string[] = Object.keys(listed);
