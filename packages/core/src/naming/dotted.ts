/** A prefix that names are put behind: with one dot between, unless it is empty. */
export function dotted(prefix: string): string {
  return prefix === '' || prefix.endsWith('.') ? prefix : `${prefix}.`;
}
