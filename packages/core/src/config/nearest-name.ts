const MAX_NAME_LENGTH = 64;

/** The known name that a wrong one was most likely meant to be, if any comes close. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  if (wrong.length > MAX_NAME_LENGTH) return undefined;
  const given = wrong.toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(given, name.toLowerCase());
    if (distance < least && distance < name.length) {
      nearest = name;
      least = distance;
    }
  }
  return nearest ?? likeStart(given, known);
}

/** `timeout` and `timeoutMs` are far from `timeoutMillis` by edits, yet it is what was meant. */
function likeStart(given: string, known: readonly string[]): string | undefined {
  if (given.length < 4) return undefined;
  const start = given.slice(0, Math.max(4, Math.ceil(given.length * 0.6)));
  return known.find((name) => name.toLowerCase().startsWith(start));
}

/** Levenshtein: single characters added, removed or replaced. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
