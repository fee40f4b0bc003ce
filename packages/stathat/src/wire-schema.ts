import {
  boolean,
  choice,
  connectionSchema,
  endpoint,
  integer,
  keyValues,
  millis,
  option,
  text,
} from '@otelwire/core';
import { httpHeaders } from '@otelwire/core/http';

/** A longer one would leave no room for a name. */
const MAX_KEY_CHARACTERS = 1000;

const key = () =>
  text({
    mayBeEmpty: false,
    allowed: `text of 1 to ${MAX_KEY_CHARACTERS} characters`,
    check: ({ length }) => length <= MAX_KEY_CHARACTERS,
  });

const service = {
  endpoint: option({
    type: endpoint({ schemes: ['https', 'http'] }),
    env: 'ENDPOINT',
    describe: 'The address of the service; `/ez`, `/c` or `/v` follows.',
    defaultText: '`https://api.stathat.com`; of the dialect `ezstat` `https://api.ezstat.dev`',
  }),
  dialect: option({
    type: choice(['stathat', 'ezstat']),
    env: 'DIALECT',
    default: 'stathat',
    describe: 'Whose conventions the server follows: `ezstat` documents no JSON for many points.',
  }),
  ezKey: option({
    type: key(),
    env: 'EZ_KEY',
    secret: true,
    describe: 'The EZ key of the account: its mail address, until another is set.',
    defaultText: 'none: only metrics in `statKeys` are sent',
  }),
  userKey: option({
    type: key(),
    env: 'USER_KEY',
    secret: true,
    describe: 'The user key of the account, which goes with `statKeys`.',
  }),
  statKeys: option({
    type: keyValues(),
    env: 'STAT_KEYS',
    default: {},
    secret: true,
    describe:
      "The keys of classic stats, by the metric's name; of a histogram with the statistic behind it: `latency p95`. These metrics go to `/c` and `/v`, all series of one as one.",
    defaultText: 'none: all by name',
  }),
};

const naming = {
  prefix: option({
    type: text(),
    env: 'PREFIX',
    default: '',
    describe: 'Put before every name, with a space between.',
  }),
  bulk: option({
    type: boolean(),
    env: 'BULK',
    describe: 'Whether many points share a request, as JSON; else each number is a form of its own.',
    defaultText: 'true; of the dialect `ezstat` false',
  }),
  maxItems: option({
    type: integer({ min: 1, max: 1000 }),
    env: 'MAX_ITEMS',
    default: 500,
    describe: 'No request has more numbers.',
    whyDefault: 'StatHat took up to 1000, and its clients sent 500',
  }),
  maxNewNames: option({
    type: integer({ min: 0 }),
    env: 'MAX_NEW_NAMES',
    default: 200,
    describe: 'So many names an exporter sends in its life; points with others are dropped.',
    whyDefault: 'each name that the service does not know becomes a stat that costs money, and sends a mail',
  }),
  headers: option({
    type: httpHeaders(),
    env: 'HEADERS',
    default: {},
    secret: true,
    describe: 'Further headers of requests.',
  }),
};

export const wireSchema = {
  ...service,
  ...naming,
  maxBacklogBytes: option({
    type: integer({ min: 0 }),
    env: 'MAX_BACKLOG_BYTES',
    default: 16_777_216,
    describe:
      'How much memory points may take that wait for the server, by name and by key each. Over it the oldest are dropped.',
    whyDefault: 'about 200,000 numbers in bulk, and 25,000 as forms',
  }),
  maxBacklogAgeMillis: option({
    type: millis({ min: 1 }),
    env: 'MAX_BACKLOG_AGE',
    default: 86_400_000,
    describe: 'Points that have waited longer are dropped.',
  }),
  ...connectionSchema,
  tls: option({
    ...connectionSchema.tls,
    describe: 'Certificates and the like for `https://`, as `tls.connect` takes them.',
  }),
} as const;
