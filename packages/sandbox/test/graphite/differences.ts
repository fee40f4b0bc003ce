/** Where lenient mode reads otherwise than the peer does, on purpose. A test fails when one does not differ any more. */
const listed: Readonly<Record<string, string>> = {
  'decode-carbon-009': 'that carbon was told a resolution of 10 s; ours is a second',
  'decode-telegraf-graphite-003':
    'carbon keeps a series with a bad tag under the whole text; Telegraf drops the tag',
  'decode-telegraf-graphite-004':
    'carbon keeps a series with a bad tag under the whole text; Telegraf drops the tag',
  'decode-telegraf-graphite-005':
    'carbon keeps a series with a bad tag under the whole text; Telegraf drops the tag',
  'decode-telegraf-graphite-006':
    'carbon keeps a series with a bad tag under the whole text; Telegraf drops the tag',
  'decode-telegraf-graphite-012': "a template that cannot be is Telegraf's own; the line is right",
  'decode-telegraf-graphite-013': 'carbon drops NaN; Telegraf keeps it',
  'decode-graphite_exporter-002':
    'carbon keeps a series with a bad tag under the whole text; the exporter drops the tag',
  'decode-graphite_exporter-003':
    'carbon keeps a series with a bad tag under the whole text; the exporter drops the tag',
};

/** Vectors that are about what no receiver does. */
const foreign: Readonly<Record<string, string>> = {
  'decode-carbon-027': 'names of files are for a database',
  'decode-carbon-028': 'names of files are for a database',
  'decode-carbon-029': 'names of files are for a database',
  'decode-carbon-033': 'names of files are for a database',
};

/** Why lenient mode reads this vector otherwise; nothing when it must not. */
export function differenceOf(id: string): string | undefined {
  return listed[id];
}

/** The ids that are listed one by one. */
export const differentIds: readonly string[] = Object.keys(listed);

/** The ids that no test looks at. */
export const foreignIds: readonly string[] = Object.keys(foreign);
