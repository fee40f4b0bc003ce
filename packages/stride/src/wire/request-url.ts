/** Whether it can follow an endpoint: empty, or a path, which may have a query. */
export function isPath(path: string): boolean {
  return path === '' || (path.startsWith('/') && !/[\\#]/.test(path));
}

/** The URL of all requests: the endpoint with the path behind its own, `{stream}` replaced, and both queries. */
export function requestUrl(endpoint: URL, path: string, stream: string): URL {
  const [ownPath = '', ...query] = path.replaceAll('{stream}', stream).split('?');
  const url = new URL(endpoint);
  if (ownPath !== '') url.pathname = endpoint.pathname.replace(/\/+$/, '') + ownPath;
  const queries = [endpoint.search.slice(1), query.join('?')].filter((part) => part !== '');
  if (queries.length > 0) url.search = queries.join('&');
  return url;
}
