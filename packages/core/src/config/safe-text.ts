const MAX_SHOWN = 80;
/** Control, format and separator characters and lone surrogates: they could forge or garble a log line. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** Where there is an `@`, what stands before any other `://` might be a piece of a password. */
const KNOWN_SCHEME = /^(udp|tcp|tls|unix|unixstream|unixgram|https?):\/\//i;
/** `api`, `v1`, `bulk-events`: what routes look like. Keys have capitals, more digits, or are longer. */
const ROUTE_WORD = /^(?=.{1,32}$)[a-z]{1,16}([._-][a-z]{1,16})*\d{0,2}$/;

/** A URL path with every part replaced by `***` that might be a key: webhooks carry theirs in the path. */
export function withoutPathSecrets(path: string): string {
  return path
    .split('/')
    .map((part) => (part === '' || ROUTE_WORD.test(part) ? part : '***'))
    .join('/');
}

/** Text as it may be logged: without user, password and query, and without the parts of a URL's path that may be keys. */
function withoutSecrets(text: string): string {
  const scheme = (text.includes('@') ? KNOWN_SCHEME : SCHEME).exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  const at = rest.lastIndexOf('@');
  const query = rest.search(/[?#]/);
  // Passwords may hold `/`, `?` and `#`, and queries `@`: where the parts cannot be told apart, all of it goes.
  if (at >= 0 && (query >= 0 || rest.slice(0, at).includes('/'))) return `${scheme}***`;
  const address = query >= 0 ? rest.slice(0, query) : rest.slice(at + 1);
  const shown = scheme === '' || /^unix/i.test(scheme) ? address : hidePath(address);
  return `${scheme}${at >= 0 ? '***@' : ''}${shown}${query >= 0 ? '?***' : ''}`;
}

function hidePath(address: string): string {
  const slash = address.indexOf('/');
  return slash < 0 ? address : address.slice(0, slash) + withoutPathSecrets(address.slice(slash));
}

/** Text in quotes for a message: no secrets, on one line, at most about 80 characters. */
export function quoted(text: string): string {
  const safe = withoutSecrets(text);
  const shown = safe.length > MAX_SHOWN ? `${safe.slice(0, MAX_SHOWN)}…` : safe;
  return `'${shown.replace(UNPRINTABLE, escapeCharacter)}'`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}
