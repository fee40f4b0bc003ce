import { createMemoryTransport } from '@otelwire/core';
import {
  DogStatsdClient,
  type DogStatsdClientOptions,
  StatsdClient,
  type StatsdClientOptions,
} from '../../src/client/index.ts';

/** What a `StatsdClient` sends when it is used so, line by line. */
export async function statsdLines(
  options: StatsdClientOptions,
  use: (client: StatsdClient) => unknown,
): Promise<string[]> {
  const transport = createMemoryTransport();
  const client = new StatsdClient({ ...options, transport });
  await use(client);
  await client.close();
  return linesOf(transport.text);
}

/** What a `DogStatsdClient` without a container sends when it is used so, line by line. */
export async function dogstatsdLines(
  options: DogStatsdClientOptions,
  use: (client: DogStatsdClient) => unknown,
): Promise<string[]> {
  const transport = createMemoryTransport();
  const client = new DogStatsdClient({ originDetection: false, ...options, transport });
  await use(client);
  await client.close();
  return linesOf(transport.text);
}

/** Lines without their ends; the last one must have one too. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const rest = lines.pop();
  if (rest !== '') throw new Error(`no line end behind ${JSON.stringify(rest)}`);
  return lines;
}
