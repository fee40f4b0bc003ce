import { integer, millis } from './number-parsers.js';
import { option, type SchemaFor } from './schema.js';
import { text } from './text-parsers.js';

/** How what is held is kept in files as well, so that it survives the process. */
export interface SpoolOptions {
  /** The folder. Without it there are no files. */
  readonly directory?: string | undefined;
  /** Its files take no more room, of each exporter. */
  readonly maxBytes?: number | undefined;
  /** What earlier processes left is not sent when it is older. */
  readonly maxAgeMillis?: number | undefined;
}

export const spoolSchema = {
  directory: option({
    type: text({
      mayBeEmpty: false,
      allowed: 'the path of a folder, in which `~` stands for nothing',
      check: (path) => !path.startsWith('~'),
    }),
    env: 'SPOOL_DIRECTORY',
    describe:
      'Where what is held is kept in files as well, so that it survives a crash and a restart. It is made when it is not there.',
    defaultText: 'none: it is held in memory only',
  }),
  maxBytes: option({
    type: integer({ min: 1_048_576 }),
    env: 'SPOOL_MAX_BYTES',
    default: 134_217_728,
    describe:
      'The files of an exporter take no more: one half is for what it holds, the other for what earlier processes left. Over it the oldest are dropped.',
  }),
  maxAgeMillis: option({
    type: millis({ min: 1 }),
    env: 'SPOOL_MAX_AGE',
    default: 86_400_000,
    describe: 'What earlier processes left is dropped when it is older.',
  }),
} as const satisfies SchemaFor<SpoolOptions>;
