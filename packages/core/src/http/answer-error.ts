import { describeEndpoint } from '../config/endpoint.js';
import { quoted } from '../config/safe-text.js';
import { TransportError } from '../errors.js';
import type { Conceal } from './concealer.js';
import { type HttpResponse, headerOf } from './response.js';
import { isPage } from './verdict.js';

const explanations: ReadonlyMap<number, string> = new Map([
  [400, 'the data is not what it expects; is the path of the URL right?'],
  [401, 'is the key right?'],
  [402, 'is the account paid for, and its quota not used up?'],
  [403, 'may this key write there?'],
  [404, 'is the path of the URL right?'],
  [405, 'is the path of the URL right?'],
  [407, 'a proxy wants a user and a password'],
  [408, 'the request took too long to arrive'],
  [413, 'the payload is too large for it; lower the payload limit'],
  [415, 'is the path of the URL right?'],
  [429, 'too many requests'],
  [502, 'the server behind it fails'],
  [503, 'it is overloaded, or down for maintenance'],
  [504, 'the server behind it does not answer'],
]);

/** An answer that is no success in one plain sentence. Of its body it has only what `reason` says. */
export function answerError(
  url: URL,
  endpoint: string,
  response: HttpResponse,
  reason: string | undefined,
  conceal: Conceal,
): TransportError {
  const { status } = response;
  const said = reason === undefined ? '' : ` ${quoted(conceal(reason))}`;
  const page = isPage(response)
    ? 'a page of HTML; does the URL lead to the server, and not to a portal?'
    : undefined;
  const why = page ?? explanations.get(status) ?? redirection(url, response, conceal);
  const what = `answers ${status}${said}${why === undefined ? '' : `: ${why}`}`;
  return new TransportError(endpoint, what, { status });
}

function redirection(url: URL, { status, headers }: HttpResponse, conceal: Conceal): string | undefined {
  const location = headerOf(headers, 'location');
  if (status < 300 || status >= 400) return undefined;
  if (location === undefined || !URL.canParse(location, url.href)) return 'redirects are not followed';
  const target = new URL(location, url);
  const scheme = target.protocol === 'http:' ? 'http' : 'https';
  return `redirects are not followed; this one leads to ${conceal(describeEndpoint({ scheme, url: target }))}`;
}
