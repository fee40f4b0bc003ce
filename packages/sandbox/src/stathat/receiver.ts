import { systemClock } from '@otelwire/core';
import { HttpReceiver } from '../http/receiver.js';
import { StatHatAnswerer } from './answer.js';
import type { StatHatDefectCode } from './defect.js';
import { StatHatIntake } from './intake.js';
import type { StatHatReceiverOptions } from './options.js';
import type { TakenStatHatPoint } from './point.js';
import { StatHatTotals } from './totals.js';

/** A StatHat server that keeps what it is told, and says what is wrong with it. */
export type StatHatReceiver = HttpReceiver<StatHatTotals, TakenStatHatPoint, StatHatDefectCode>;

/** Opens a receiver: by default strict, with the answers of 2017, on a free port of 127.0.0.1. */
export async function createStatHatReceiver(options: StatHatReceiverOptions = {}): Promise<StatHatReceiver> {
  const totals = new StatHatTotals(options);
  const intake = new StatHatIntake(totals, options.strict ?? true, systemClock);
  const answerer = new StatHatAnswerer(intake, options);
  const receiver: StatHatReceiver = new HttpReceiver({
    name: 'StatHat',
    basePath: '',
    totals,
    answer: (_request, kept, notes) => answerer.answer(kept, notes),
  });
  await receiver.listen(options);
  return receiver;
}
