import { resolve } from 'node:path';
import type { Clock } from '../clock.js';
import type { Folding } from '../delivery/holding.js';
import type { Journal } from '../delivery/journal.js';
import type { HeldEntry } from '../delivery/ledger.js';
import type { SpoolSettings } from '../delivery/spool-settings.js';
import type { Logger } from '../logger.js';
import { FoldJournal } from './fold-journal.js';
import { foldedReplay } from './folded-replay.js';
import { Log } from './log.js';
import { packEntries } from './pack-entries.js';
import { PayloadJournal } from './payload-journal.js';
import { payloadReplay } from './replay.js';
import { Restorer, type RestoreTarget } from './restorer.js';
import { familyDirectory, Slot } from './slot.js';

export interface SpoolContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly maxRecordBytes: number;
  readonly target: RestoreTarget;
}

export interface Spool {
  readonly journal: Journal;
  readonly restorer: Restorer;
  close(): void;
}

/** Opens the files of an exporter. A folder that cannot be written is said, and does no more harm. */
export function openSpool(settings: SpoolSettings, context: SpoolContext): Spool {
  const { createHolding, destination, format, isKnown, kind, maxAgeMillis } = settings;
  const directory = resolve(settings.directory);
  const { clock, logger, maxRecordBytes, target } = context;
  // one half is for what is held now, the other for what others left
  const maxBytes = Math.floor(settings.maxBytes / 2);
  const slot = new Slot(() => familyDirectory(directory, kind, destination()), clock);
  const onState = stateTeller(directory, logger);
  const log = new Log({ createDirectory: () => slot.createLog(), format, onState });
  const common = { log, clock, directory, maxBytes };
  const journal =
    createHolding === undefined
      ? new PayloadJournal(common)
      : new FoldJournal({ ...common, pack: packer(createHolding, maxRecordBytes) });
  const replay = createHolding === undefined ? payloadReplay : foldedReplay(createHolding, maxRecordBytes);
  try {
    if (isKnown === undefined) slot.claim();
  } catch (error) {
    onState(error as Error);
  }
  const restorer = new Restorer({
    ...{ slot, journal, target, clock, logger, format, replay, maxBytes, maxAgeMillis },
  });
  return {
    journal,
    restorer,
    close() {
      restorer.stop();
      log.close();
      slot.release();
    },
  };
}

function packer(createHolding: () => Folding<HeldEntry>, maxRecordBytes: number) {
  const holding = createHolding();
  const write = holding.write.bind(holding);
  return (entries: readonly HeldEntry[]) => packEntries(entries, write, maxRecordBytes);
}

/** Says once that nothing can be written, and once that it can again. */
function stateTeller(directory: string, logger: Logger): (error: Error | undefined) => void {
  let isFailing = false;
  return (error) => {
    if (isFailing === (error !== undefined)) return;
    isFailing = !isFailing;
    if (error === undefined) logger.info(`${directory} can be written again`);
    else logger.warn(`${directory} cannot be written (${error.message}): what is held is in memory only`);
  };
}
