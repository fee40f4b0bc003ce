import { formatAddress } from '../listen/listener.js';
import { Live } from '../live/live.js';
import { startPageServer } from '../page-server/page-server.js';
import type { PageSource } from '../page-server/page-source.js';
import { reachable } from './endpoints.js';
import { listenError } from './listen-error.js';
import type { OpenBackend } from './open-backends.js';

import type { SandboxOptions } from './options.js';
import { pageSourceOf } from './page-source.js';
import type { Place } from './place.js';

/** The page, and what it shows. */
export interface OpenPage {
  readonly url: string;
  readonly source: PageSource;
  close(): Promise<void>;
}

/** Serves the page of these backends, and remembers from now on what they are told. */
export async function openPage(
  backends: readonly OpenBackend[],
  { maxSeries, pageHosts }: Pick<SandboxOptions, 'maxSeries' | 'pageHosts'>,
  { host, port }: Place,
): Promise<OpenPage> {
  const live = new Live({ ...(maxSeries !== undefined && { maxSeries }) });
  for (const { name, receiver } of backends) live.watch(name, receiver);
  const source = pageSourceOf(backends, live);
  try {
    const server = await startPageServer({ host, port, source, ...(pageHosts && { names: pageHosts }) });
    const url = reachable(`http://${formatAddress({ host, port: server.port })}/`);
    return { url, source, close: () => server.close() };
  } catch (error) {
    throw listenError('page', error) ?? error;
  }
}
