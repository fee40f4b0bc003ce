import { withoutPathSecrets } from '../config/safe-text.js';

/** Gives text of others back as it is, or `***` in its place when it repeats something secret. */
export type Conceal = (text: string) => string;

/** Whatever a server, a proxy or a dispatcher says may repeat what it was sent. */
export function createConcealer(secrets: Iterable<string>): Conceal {
  const hidden = new Set([...secrets].filter((secret) => secret !== '').flatMap(spellings));
  return (text) => ([...hidden].some((secret) => text.includes(secret)) ? '***' : text);
}

/** As JSON and as a URL spell it. */
function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

/** What of a header may be a secret: all of it, what follows the scheme as in `Bearer key`, and the two halves of `Basic`. */
export function secretsOfHeader(value: string): string[] {
  const [, scheme, credentials] = /^(\S+)\s+(.+)$/.exec(value) ?? [];
  if (credentials === undefined) return [value];
  if (scheme!.toLowerCase() !== 'basic') return [value, credentials];
  const pair = Buffer.from(credentials, 'base64').toString('latin1');
  const colon = pair.indexOf(':');
  return [value, credentials, pair.slice(0, Math.max(colon, 0)), pair.slice(colon + 1)];
}

/** What of a URL is shown to nobody: user, password, query, and the parts of its path that may be keys. */
export function secretsOfUrl(url: URL): string[] {
  const shownParts = withoutPathSecrets(url.pathname).split('/');
  const hiddenParts = url.pathname.split('/').filter((part, index) => part !== shownParts[index]);
  const queryValues = url.search
    .slice(1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
  const raw = [url.username, url.password, ...hiddenParts, ...queryValues];
  return [...raw, ...raw.map(decoded), ...url.searchParams.values()];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
