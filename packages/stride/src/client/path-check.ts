/** What a path can be asked for. `SUBSCRIBE` is a GET of it with `/subscribe` behind. */
export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'SUBSCRIBE';

const name = '[A-Za-z][A-Za-z0-9_]*';

/** Source: the tables of pystride, stride.js and gostride, put together. */
const paths: Readonly<Record<Verb, RegExp>> = {
  GET: new RegExp(
    `^/(?:collect(?:/${name})?|process(?:/${name}(?:/stats)?)?|analyze(?:/${name}(?:/results)?)?)(?:\\?[^#\\s]*)?$`,
  ),
  POST: new RegExp(`^/(?:collect(?:/${name})?|process/${name}|analyze(?:/${name}(?:/results)?)?)$`),
  PUT: new RegExp(`^/(?:process|analyze)/${name}$`),
  DELETE: new RegExp(`^/(?:collect|process|analyze)/${name}$`),
  SUBSCRIBE: new RegExp(`^/(?:collect|process)/${name}$`),
};

/** Whether the API has something there: it begins with `/collect`, `/process` or `/analyze`, without a version before. */
export function isPathFor(verb: Verb, path: unknown): path is string {
  return typeof path === 'string' && paths[verb].test(path);
}
