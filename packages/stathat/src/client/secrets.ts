const MAX_SECRETS = 10_000;

/** Keys that are in no message, whatever a server repeats. Of keys that come with calls the first ten thousand are known. */
export class Secrets {
  readonly #spellings = new Set<string>();

  constructor(keys: Iterable<string> = []) {
    for (const key of keys) this.add(key);
  }

  /** As it is, and as a form, a URL and JSON spell it. */
  add(key: string): void {
    if (key === '' || this.#spellings.has(key) || this.#spellings.size >= MAX_SECRETS) return;
    this.#spellings.add(key);
    this.#spellings.add(encodeURIComponent(key.replace(/\p{Cs}/gu, '\u{fffd}')));
    this.#spellings.add(new URLSearchParams({ key }).toString().slice('key='.length));
    this.#spellings.add(JSON.stringify(key).slice(1, -1));
  }

  /** Those that are known so far. */
  get spellings(): readonly string[] {
    return [...this.#spellings];
  }

  /** Text of others, or `***` in its place when it repeats a key. */
  conceal(text: string): string {
    for (const spelling of this.#spellings) if (text.includes(spelling)) return '***';
    return text;
  }
}
