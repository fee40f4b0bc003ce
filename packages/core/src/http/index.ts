export type { DispatcherAnswer, HttpDispatcher, ResponseHeaders } from './dispatcher.js';
export type { HttpHeaders } from './headers.js';
export { httpHeaders } from './headers-parser.js';
export type { HttpTransportOptions } from './http-options.js';
export { createHttpTransport } from './http-transport.js';
export type { RateLimit } from './rate-limit.js';
export type { HttpResponse } from './response.js';
export type { Verdict, VerdictKind } from './verdict.js';
