/** What `GET /versions` tells. */
export const versions = ['0.0.1', '0.0.2', '0.0.3', '0.0.4'] as const;

type Version = readonly [number, number, number];

const comparatorPattern = /^(~|\^|<=|>=|<|>|=)?v?(\d+|\*|x)(?:\.(\d+))?(?:\.(\d+))?$/;

/** Whether one of the versions is in a range such as `~0`, `<=0.0.4` or `0.0.1`; an empty range is any. */
export function isSatisfiable(range: string): boolean {
  const tests = range.trim().split(/\s+/).filter(Boolean).map(readComparator);
  return versions.some((version) => tests.every((test) => test?.(parse(version)) ?? false));
}

/** The SDK for .NET sends `~0`, Python's `<=0.0.4`, npm's `0.0.1`: no more of semver is needed. */
function readComparator(text: string): ((version: Version) => boolean) | undefined {
  const match = comparatorPattern.exec(text);
  if (match === null) return undefined;
  const [, operator = '=', major = '*', minor, patch] = match;
  if (Number.isNaN(Number(major))) return () => true;
  const lowest: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  const isFixed = (operator === '~' || operator === '^' || operator === '=') && minor === undefined;
  const fixedParts = isFixed ? 1 : operator === '~' || patch === undefined ? 2 : 3;
  return (version) => {
    const order = compare(version, lowest);
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    if (operator === '>') return order > 0;
    if (operator === '>=') return order >= 0;
    return order >= 0 && compare(version.slice(0, fixedParts), lowest.slice(0, fixedParts)) === 0;
  };
}

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
