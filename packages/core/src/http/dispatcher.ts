/**
 * What is used of undici's dispatchers: an Agent, a Pool, a ProxyAgent or a composed one, of undici 6, 7 or 8. Only the method of the
 * instance works across these: undici's own `request` throws, or hangs for ever, with the agent of another version.
 */
export interface HttpDispatcher {
  request(options: object): Promise<DispatcherAnswer>;
}

/** Header names are in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface DispatcherAnswer {
  readonly statusCode: number;
  readonly headers: ResponseHeaders;
  readonly body: AsyncIterable<Uint8Array>;
}
