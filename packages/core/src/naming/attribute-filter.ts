/** Which attributes become tags. Patterns are attribute keys, where `*` stands for any characters. */
export interface AttributeFilter {
  /** Only these. Default: all. An empty list: none. */
  readonly include?: readonly string[] | undefined;
  /** Never these, also where `include` names them. */
  readonly exclude?: readonly string[] | undefined;
}

/** Makes the test for an attribute key. */
export function createAttributeFilter(filter: AttributeFilter): (key: string) => boolean {
  const included = filter.include === undefined ? () => true : matchAny(filter.include);
  const excluded = matchAny(filter.exclude ?? []);
  return (key) => included(key) && !excluded(key);
}

function matchAny(patterns: readonly string[]): (key: string) => boolean {
  if (patterns.length === 0) return () => false;
  const source = patterns.map((pattern) => pattern.split('*').map(escapeRegExp).join('.*')).join('|');
  const expression = new RegExp(`^(?:${source})$`, 's');
  return (key) => expression.test(key);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
