import type { ServerResponse } from 'node:http';
import type { Clock } from '@otelwire/core';
import type { LiveMessage } from '../live/messages.js';

const intervalMillis = 1000;

/**
 * Sends a message at once and then each second, as server-sent events. Whoever reads too slowly misses messages: none is
 * made before the one before has left.
 */
export function streamLive(response: ServerResponse, makeMessage: () => LiveMessage, clock: Clock): void {
  let timer = clock.setTimer(tick, intervalMillis);
  response.on('close', () => timer.cancel());
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  send();

  function tick(): void {
    timer = clock.setTimer(tick, intervalMillis);
    if (!response.writableNeedDrain) send();
  }

  /** JSON has no line ends of its own. */
  function send(): void {
    response.write(`event: live\ndata: ${JSON.stringify(makeMessage())}\n\n`);
  }
}
