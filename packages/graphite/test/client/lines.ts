import { type Clock, createMemoryTransport, systemClock } from '@otelwire/core';
import { GraphiteClient, type GraphiteClientOptions } from '../../src/client/index.ts';

/** The second in which all of a test happens. */
export const NOW = 1_700_000_007;

/** A clock on which it is always `NOW` and a half. */
export const clockAtNow: Clock = { ...systemClock, now: () => (NOW + 0.5) * 1000 };

/** What a client sends when it is used so, line by line. */
export async function graphiteLines(
  options: GraphiteClientOptions,
  use: (client: GraphiteClient) => unknown,
): Promise<string[]> {
  const transport = createMemoryTransport();
  const client = new GraphiteClient({ clock: clockAtNow, ...options, transport });
  await use(client);
  await client.close();
  return linesOf(transport.text);
}

/** Why calls were refused when a client is used so: how often by reason. It sends nothing. */
export async function refusals(
  use: (client: GraphiteClient) => unknown,
): Promise<Readonly<Record<string, number>>> {
  const transport = createMemoryTransport();
  const client = new GraphiteClient({ transport });
  await use(client);
  await client.close();
  if (transport.payloads.length > 0) throw new Error(`it was sent: ${transport.text}`);
  const { accepted, dropped } = client.accounting;
  const sum = Object.values(dropped).reduce((total, points) => total + points, 0);
  if (accepted !== sum) throw new Error(`${accepted} were accepted and ${sum} dropped`);
  return dropped;
}

/** Lines without their ends; the last one must have one too. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const rest = lines.pop();
  if (rest !== '') throw new Error(`no line end behind ${JSON.stringify(rest)}`);
  return lines;
}
