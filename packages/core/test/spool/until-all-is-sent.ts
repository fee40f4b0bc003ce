import { expect } from 'vitest';
import { filesIn } from './folders.ts';

/** Flushes until nothing is left in the files of a folder. */
export async function untilAllIsSent(
  exporter: { forceFlush(): Promise<void> },
  folder: string,
): Promise<void> {
  await expect
    .poll(async () => {
      await exporter.forceFlush();
      return filesIn(folder, '.log');
    })
    .toEqual([]);
}
