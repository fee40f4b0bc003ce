import {
  boolean,
  connectionSchema,
  endpoint,
  integer,
  millis,
  number,
  option,
  type SchemaFor,
  text,
} from '@otelwire/core';
import { httpHeaders } from '@otelwire/core/http';
import { BUCKET_KEY, MAX_BUCKET_CHARACTERS } from './wire/bucket.js';
import type { WireOptions } from './wire-options.js';

/** Of the longest events, these are what the server takes in one request: a megabyte. */
const MAX_EVENTS_PER_REQUEST = 900;

export const wireSchema = {
  endpoint: option({
    type: endpoint({ schemes: ['https', 'http'], examplePort: 443 }),
    env: 'ENDPOINT',
    default: { scheme: 'https', url: new URL('https://groker.init.st/api') },
    describe: 'Where Initial State is. `/buckets` and `/events` are put behind its path.',
  }),
  accessKey: option({
    type: text({
      mayBeEmpty: false,
      allowed: 'an access key, as the account page shows it',
      check: (key) => /^[\x21-\x7e]+$/.test(key),
    }),
    env: 'ACCESS_KEY',
    secret: true,
    describe: 'The key of the account, needed unless `transport` is given.',
  }),
  bucketKey: option({
    type: text({
      allowed: 'letters, digits, `_` and `-`, 250 at the most',
      check: (key) => BUCKET_KEY.test(key),
    }),
    env: 'BUCKET_KEY',
    describe: 'What tells the bucket from others of the account.',
    defaultText: 'made of the name',
  }),
  bucketName: option({
    type: text({
      mayBeEmpty: false,
      allowed: `text of ${MAX_BUCKET_CHARACTERS} characters at the most`,
      check: (name) => name.length <= MAX_BUCKET_CHARACTERS,
    }),
    env: 'BUCKET_NAME',
    describe: 'What people see of the bucket.',
    defaultText: '`service.name` of the resource',
  }),
  createBucket: option({
    type: boolean(),
    env: 'CREATE_BUCKET',
    default: true,
    describe:
      'Whether the bucket is made before the first events; it does no harm where it is there. Of use to others who take arrays of events, which know no buckets.',
  }),
  headers: option({
    type: httpHeaders(),
    env: 'HEADERS',
    default: {},
    secret: true,
    describe: 'Further headers of all requests.',
  }),
  maxEventsPerRequest: option({
    type: integer({ min: 1, max: MAX_EVENTS_PER_REQUEST }),
    env: 'MAX_EVENTS_PER_REQUEST',
    default: 10,
    describe: 'No request has more events. A request that the server finds too large (413) is halved.',
    whyDefault: 'the documentation asks for it',
  }),
  maxRequestsPerSecond: option({
    type: number({ min: 0.01, max: 1000 }),
    env: 'MAX_REQUESTS_PER_SECOND',
    default: 3,
    describe:
      'Requests go out no faster, of all exporters and streamers of this process that have the same key; what the server says is left (`X-RateLimit-Remaining`) is kept to as well, until `X-RateLimit-Reset`. What was not sent in time waits.',
    whyDefault: 'what most accounts are allowed, all their processes together',
  }),
  maxBacklogBytes: option({
    type: integer({ min: 0 }),
    env: 'MAX_BACKLOG_BYTES',
    default: 16_777_216,
    describe: 'How much memory events may take that wait for the server. Over it the oldest are dropped.',
    whyDefault: 'about 100,000 events',
  }),
  maxBacklogAgeMillis: option({
    type: millis({ min: 1 }),
    env: 'MAX_BACKLOG_AGE',
    default: 86_400_000,
    describe: 'Events that have waited longer are dropped.',
  }),
  ...connectionSchema,
} as const satisfies SchemaFor<WireOptions>;
