import { onTestFinished } from 'vitest';

/** A receiver that is closed when the test is over. */
export async function opened<Receiver extends { close(): Promise<void> }>(
  opening: Promise<Receiver>,
): Promise<Receiver> {
  const receiver = await opening;
  onTestFinished(() => receiver.close());
  return receiver;
}
