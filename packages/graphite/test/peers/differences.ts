const space =
  'white space becomes `_`: in a line it would end the path, and carbon would drop the line or more';
const eachCharacter =
  'each character that a path cannot have becomes one `_`, so that fewer names become the same';
const colon = 'a colon is left: carbon-c-relay lets it through, and it means nothing in a query';
const keyCharacter =
  'a key has letters, digits and `_.-:/#@%+` only: relays and queries give the others a meaning';
const innerTilde = 'only at its start does `~` make a value invalid';
const value =
  'a value keeps all its characters but white space, `;`, `"`, and `~` at its start: carbon takes them';
const camelCase =
  'names keep their dots: OpenTelemetry’s are known by them, and Graphite sorts by them into folders';
const decimals =
  'a number is the shortest decimal that reads back as the same double; Dropwizard prints two decimals';
const instrument = 'an instrument of its own kind has its own name: nothing is put behind that of a counter';
const sumIsNamed =
  'the sum is called `.sum`, as in all our backends, and there are percentiles in place of buckets';
const statisticInName =
  'a statistic is the last part of the name, where `storage-aggregation.conf` looks for `.min`, `.max` and `.count`';
const unspecified = 'an empty value is `unspecified`, Micrometer’s word for it';
const asciiPath = 'a path is ASCII: it is a file name, and relays rewrite the rest';

const text = 'values are numbers here, never text';
const boolean = 'a measurement is a number, never true or false';
const rates = 'there are no instruments that keep rates over the last minutes: that is what a query does';
const templates = 'there is one template for all metrics, and of its text the vector shows only the name';
const noSummary = 'the SDK has no summaries';

const all = (file: string, numbers: readonly number[], reason: string): Record<string, string> =>
  Object.fromEntries(numbers.map((number) => [`encode-${file}-${String(number).padStart(3, '0')}`, reason]));

/** What we send otherwise than a peer, on purpose. A test fails when one does not differ any more. */
export const differences: Readonly<Record<string, string>> = {
  ...all('otel-carbonexporter', [1, 3], space),
  ...all('otel-carbonexporter', [4], innerTilde),
  ...all('otel-carbonexporter', [7], unspecified),
  ...all('otel-carbonexporter', [19], sumIsNamed),
  ...all('micrometer-graphite', [6, 32, 36, 40], colon),
  ...all('micrometer-graphite', [8, 18], space),
  ...all('micrometer-graphite', [9, 15], keyCharacter),
  ...all('micrometer-graphite', [25], innerTilde),
  ...all('micrometer-graphite', [28, 44, 45], camelCase),
  ...all('micrometer-graphite', [46], statisticInName),
  ...all('dropwizard-graphite', [6, 7, 8], decimals),
  ...all('dropwizard-graphite', [12], instrument),
  ...all('dropwizard-graphite', [13], sumIsNamed),
  ...all('dropwizard-graphite', [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37], eachCharacter),
  ...all('telegraf-graphite', [14], 'a path does not start with a dot'),
  ...all('telegraf-graphite', [15, 16, 17, 24, 28, 29, 30], eachCharacter),
  ...all('telegraf-graphite', [18, 39, 40, 43, 53], value),
  ...all('telegraf-graphite', [19, 46, 50], space),
  ...all('telegraf-graphite', [32], asciiPath),
};

/** What cannot be asked of our exporter at all. */
export const notAsked: Readonly<Record<string, string>> = {
  ...all('otel-carbonexporter', [20], noSummary),
  ...all('dropwizard-graphite', [1, 19, 20, 21, 22, 23, 24, 25, 26], text),
  ...all('dropwizard-graphite', [10, 11], boolean),
  ...all('dropwizard-graphite', [14, 15, 16, 17], rates),
  ...all('dropwizard-graphite', [18], 'a counter has no statistics, in its name or as a tag'),
  ...all('telegraf-graphite', [4, 5, 21], templates),
  ...all('telegraf-graphite', [12, 13], boolean),
};
