import { describe } from 'vitest';
import { readPickledPoint } from '../../../src/graphite/pickle/pickled-point.ts';
import type { ParsedGraphitePoint } from '../../../src/graphite/point.ts';
import { canonicalPath } from '../../../src/graphite/series-path.ts';
import type { Meaning } from '../../statsd/peers/vector.ts';
import { foreignIds } from '../differences.ts';
import type { Reading } from '../reading.ts';
import { nowSeconds, read } from '../reading.ts';
import { comparePeer } from './compare.ts';
import type { GraphiteVector } from './vector.ts';
import { loadGraphiteVectors, numberOf } from './vector.ts';

const vectors = loadGraphiteVectors('decode-carbon').filter(({ id }) => !foreignIds.includes(id));
const unitOf = ({ config }: GraphiteVector) => String(config?.unit);
const isPath = (vector: GraphiteVector) => /^TaggedSeries|tagSeries$|^sanitize/.test(unitOf(vector));

function readPoint(vector: GraphiteVector, strict: boolean): Reading {
  const { input = '', point, payload_hex } = vector;
  return read(strict, (intake) => {
    if (unitOf(vector) === 'line') intake.line(Buffer.from(input));
    else if (unitOf(vector) === 'udp') intake.datagram(Buffer.from(input));
    else if (point !== undefined) {
      const [path, [timestamp, value]] = point;
      const item = { tuple: [path, { tuple: [timestamp, numberOf(value)] }] };
      intake.take(readPickledPoint(item), JSON.stringify(point));
    } else intake.frame(payload_hex === undefined ? Buffer.from(input) : Buffer.from(payload_hex, 'hex'));
  });
}

function eventOf({ timestamp, value, ...path }: ParsedGraphitePoint): Meaning {
  return { metric: canonicalPath(path), timestamp, value };
}

/** carbon's receivers hand on -1, which means now; so do some of its tests. */
function withTime({ metric, timestamp, value }: Meaning): Meaning {
  const isNow = timestamp === -1 || timestamp === 'now';
  return { metric, timestamp: isNow ? nowSeconds : timestamp, value };
}

describe('what carbon makes of lines and pickles', () => {
  comparePeer(
    vectors.filter((vector) => !isPath(vector)),
    {
      read: readPoint,
      ours: ({ points }) => (points.length === 0 ? 'refused' : points.map(eventOf)),
      theirs: ({ events }) => events?.map(withTime),
    },
  );
});

/** What carbon's parser refuses is kept as it is, without tags: so the whole text is the name. */
function pathOf({ points: [point] }: Reading, { input }: GraphiteVector): unknown {
  const { name, tags } = point!;
  if (tags.length === 0 && name === input && /;|^~+$/.test(name)) return 'refused';
  return { name, tags: Object.fromEntries(tags), canonical: canonicalPath(point!) };
}

function theirPath({ events, input }: GraphiteVector): unknown {
  const [{ tag_value, tags, canonical }] = events as [Meaning];
  if (tag_value !== undefined) return { name: tag_value, tags: {}, canonical: tag_value };
  const { name, ...others } = (tags ??
    Object.fromEntries(
      input!
        .split(';')
        .slice(1)
        .map((tag) => tag.split('=')),
    )) as Meaning;
  const path = String(name ?? input!.split(';')[0]);
  return {
    name: path,
    tags: others,
    canonical: canonical ?? canonicalPath({ name: path, tags: Object.entries(others) as [string, string][] }),
  };
}

describe('what carbon makes of paths', () => {
  comparePeer(vectors.filter(isPath), {
    read: ({ input }, strict) => read(strict, (intake) => intake.line(Buffer.from(`${input} 1 2`))),
    ours: pathOf,
    theirs: theirPath,
  });
});
