const datagrams = 'what a network loses of datagrams, nobody hears of: those that were dropped are missing';
const summaries =
  'of intervals that could not be sent, counts and sums were added up, but of min, max and percentiles only the last were kept: those intervals are not compared';
const counts =
  'a request that broke may have been taken or not: its counts are dropped as unconfirmed, since a second time would add them twice';

/**
 * What a backend's protocol does not allow, while a fault of that kind is on: why numbers may differ (`differs`), or why
 * some are not compared.
 */
const caveats = {
  statsd: {
    refuse: { text: summaries },
    drop: { text: datagrams, differs: true },
  },
  dogstatsd: { drop: { text: datagrams, differs: true } },
  stathat: {
    reset: { text: counts, differs: true },
    drop: { text: counts, differs: true },
  },
};

export function caveatOf(backend, fault) {
  return caveats[backend]?.[fault.kind];
}
