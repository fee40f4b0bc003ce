import { afterwards, type HttpServer } from '../../../core/test/http/http-server.ts';
import {
  type StatHatClassicClientOptions,
  StatHatEzClient,
  type StatHatEzClientOptions,
} from '../../src/client/index.ts';
import { origin } from './server.ts';

type Options = StatHatEzClientOptions & StatHatClassicClientOptions;
/** Gives an option: in code, or as the text of its variable. */
type Given = (value: unknown, text?: string) => Options;
/** What options do, each shown by a test. */
export type Effects = Readonly<Record<string, (given: Given) => Promise<void>>>;

/** An EZ client that is closed after the test. */
export function openGiven({ userKey: _, ...options }: Options, to?: HttpServer): StatHatEzClient {
  const client = new StatHatEzClient({ ...(to && { endpoint: origin(to) }), ...options });
  afterwards(() => client.close({ timeoutMillis: 100 }));
  return client;
}
