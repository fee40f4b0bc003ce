import { weightOf } from '@otelwire/sandbox';
import { errorBound } from '../compare/error-bound.mjs';
import { Multiset } from '../compare/multiset.mjs';
import { percents, worstPercentiles } from '../compare/worst.mjs';
import { Backend } from './backend.mjs';
import { identityOf, tagsOf } from './tags.mjs';

/** What the samples tell of a series: the bound is that of all its values. */
function compareSamples(exact, samples) {
  const allowed = errorBound(exact.min, exact.max);
  const worst = worstPercentiles();
  for (const percent of percents) {
    worst.get(percent).note(exact.percentile(percent), samples.percentile(percent), allowed);
  }
  return {
    count: samples.count,
    // a sample stands for all values of its bucket
    sum: samples.sum,
    sumAllowed: allowed,
    min: samples.min,
    max: samples.max,
    isMinEqual: samples.min === exact.min,
    isMaxEqual: samples.max === exact.max,
    isComplete: samples.count === exact.count,
    worst,
  };
}

export const receiverOptions = {
  dialect: 'dogstatsd',
  tcp: false,
  unix: false,
  // of samples there is an account here, which grows with their values and not with time
  maxSamplesPerSeries: 0,
};

/** Histograms come as distributions: weighted samples, of which each percentile can be told. */
export async function openDogstatsd(receiver, resourceTags, lose) {
  const backend = await Backend.open('dogstatsd', receiver, { lose, endpoint: receiver.endpoints.udp });
  const distributions = new Map();
  const samplesOf = (name, tags) => {
    const identity = identityOf(name, tags);
    if (!distributions.has(identity)) distributions.set(identity, new Multiset());
    return distributions.get(identity);
  };
  backend.onRecord(({ record: { type, name, tags, values, rate } }) => {
    if (type !== 'd') return;
    for (const value of values) samplesOf(name, tags).add(value, weightOf(rate));
  });
  const find = (type, series) => backend.find(type, series.name, tagsOf(series, resourceTags));

  return Object.assign(backend, {
    take() {},
    counter: (series) => find('c', series)?.sum,
    level: (series) => find('g', series)?.last,
    histogram(series) {
      find('d', series);
      const tags = Object.entries(tagsOf(series, resourceTags));
      return compareSamples(series.exact, samplesOf(series.name, tags));
    },
  });
}
