const shortest =
  'timings are printed as the shortest decimal, as all other numbers are; datadog-go prints six decimals';
const oneValue = 'a call has one value, so that each is a record; datadog-go packs what it has aggregated';
const inner = 'this is about the inner buffer of datadog-go; ours is tested in core (packer)';
const noAggregation =
  'each call is a record while the server takes them; datadog-go sums up for two seconds, and ours only while the server is away';
const unknownWord =
  'a word that the Agent does not know is left out: it would log an error and take the default';

/** What our client does otherwise than datadog-go, on purpose. A test fails when one does not differ any more. */
export const differences: Readonly<Record<string, string>> = {
  'encode-datadog-go-014': shortest,
  'encode-datadog-go-021':
    'a tag of a call takes the place of the global one with the same key, as in the exporter and in hot-shots',
  'encode-datadog-go-027': unknownWord,
  'encode-datadog-go-029': unknownWord,
  'encode-datadog-go-032': unknownWord,
  'encode-datadog-go-033': 'an event without a title is dropped and counted: the Agent refuses it',
  'encode-datadog-go-042': 'a check without a name is dropped and counted: the Agent refuses it',
  'encode-datadog-go-066': shortest,
  'encode-datadog-go-067': shortest,
  'encode-datadog-go-068': shortest,
  'encode-datadog-go-069': shortest,
  'encode-datadog-go-080': oneValue,
  'encode-datadog-go-081': oneValue,
  'encode-datadog-go-084': inner,
  'encode-datadog-go-085': inner,
  'encode-datadog-go-086': inner,
  'encode-datadog-go-087': inner,
  'encode-datadog-go-112': shortest,
  'encode-datadog-go-113': noAggregation,
  'encode-datadog-go-114': noAggregation,
  'encode-datadog-go-115': noAggregation,
  'encode-datadog-go-116': oneValue,
};

/** What cannot be asked of our client at all. */
export const notAsked: Readonly<Record<string, string>> = {
  'encode-datadog-go-082': inner,
  'encode-datadog-go-083': inner,
  'encode-datadog-go-117': 'the client sends no metrics about itself; `accounting` has the numbers',
};
