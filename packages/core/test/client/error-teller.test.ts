import { expect, it } from 'vitest';
import { errorTeller } from '../../src/client/error-teller.js';
import { DroppedError, TransportError } from '../../src/errors.js';
import { createKeepingLogger } from '../delivery/workbench.js';

const error = new TransportError('memory:', 'fails');

it('tells the application', () => {
  const told: unknown[] = [];
  const logger = createKeepingLogger();
  const tell = errorTeller((one) => void told.push(one), logger);
  const dropped = new DroppedError('Client', { lost: 1 });
  tell(error);
  tell(dropped);
  expect([told, logger.lines]).toEqual([[error, dropped], []]);
});

it('logs what the application throws, and goes on', () => {
  const logger = createKeepingLogger();
  errorTeller(() => {
    throw new Error('no');
  }, logger)(error);
  expect(logger.lines).toEqual(['error: onError threw: Error: no']);
});
