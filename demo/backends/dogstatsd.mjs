import { weightOf } from '@otelwire/sandbox';
import { errorBound } from '../compare/error-bound.mjs';
import { Multiset } from '../compare/multiset.mjs';
import { percents, worstPercentiles } from '../compare/worst.mjs';
import { Backend } from './backend.mjs';

const identityOf = (name, tags) => JSON.stringify([name, ...tags.map((tag) => tag.join(':')).sort()]);

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
    isUpToDate: samples.count === exact.count,
    worst,
  };
}

/** Histograms come as distributions: weighted samples, of which each percentile can be told. */
export async function openDogstatsd(lose, resourceTags) {
  const identify = ({ name, attributes }) => ({ name, tags: { ...resourceTags, ...stringsOf(attributes) } });
  const backend = await Backend.open({ name: 'dogstatsd', dialect: 'dogstatsd', identify, lose });
  const distributions = new Map();
  const samplesOf = (name, tags) => {
    const identity = identityOf(name, tags);
    if (!distributions.has(identity)) distributions.set(identity, new Multiset());
    return distributions.get(identity);
  };
  backend.onMetric(({ type, name, tags, values, rate }) => {
    if (type !== 'd') return;
    for (const value of values) samplesOf(name, tags).add(value, weightOf(rate));
  });

  return Object.assign(backend, {
    take() {},
    counter: (series) => backend.find('c', series)?.sum,
    level: (series) => backend.find('g', series)?.last,
    histogram(series) {
      backend.find('d', series);
      const { name, tags } = identify(series);
      return compareSamples(series.exact, samplesOf(name, Object.entries(tags)));
    },
  });
}

function stringsOf(attributes) {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
}
