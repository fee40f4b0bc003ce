/** What a path means: `/v1/analyze/q/results` is `analyze`, `q`, `results`. */
export interface Route {
  readonly area: 'collect' | 'process' | 'analyze';
  readonly name: string | undefined;
  readonly tail: 'subscribe' | 'stats' | 'results' | undefined;
  /** With which methods there is something. */
  readonly methods: readonly string[];
}

const namePattern = '[A-Za-z][A-Za-z0-9_]*';
const pathPattern = new RegExp(
  `^/v1/(collect|process|analyze)(?:/(${namePattern})(?:/(subscribe|stats|results))?)?$`,
);
const wholeName = new RegExp(`^${namePattern}$`);

/** Source: the tables of pystride, stride.js and gostride, put together. */
const methodsOf: Readonly<Record<string, readonly string[]>> = {
  collect: ['GET', 'POST'],
  'collect/name': ['GET', 'POST', 'DELETE'],
  'collect/name/subscribe': ['GET'],
  process: ['GET'],
  'process/name': ['GET', 'POST', 'PUT', 'DELETE'],
  'process/name/stats': ['GET'],
  'process/name/subscribe': ['GET'],
  analyze: ['GET', 'POST'],
  'analyze/name': ['GET', 'POST', 'PUT', 'DELETE'],
  'analyze/name/results': ['GET', 'POST'],
};

/** What a path means, if anything is there. */
export function routeOf(path: string): Route | undefined {
  const match = pathPattern.exec(path);
  if (match === null) return undefined;
  const [, area = '', name, tail] = match;
  const methods = methodsOf[[area, name && 'name', tail].filter(Boolean).join('/')];
  if (methods === undefined) return undefined;
  return { area: area as Route['area'], name, tail: tail as Route['tail'], methods };
}

/** Whether a text can name a stream, a process or a query. */
export function isName(text: string): boolean {
  return wholeName.test(text);
}
