import {
  attemptMillis,
  Connection,
  DebugTap,
  errorTeller,
  MAX_NUMBER_BYTES,
  Outlet,
  silentLogger,
  type Values,
} from '@otelwire/core';
import { createLink } from '../link.js';
import type { graphiteClientSchema } from './client-schema.js';
import { greetingTransport } from './greeting.js';
import { Recorder } from './recorder.js';

/** Opens what is behind a client. No socket is opened before the first send. */
export function openClient(
  subject: string,
  values: Values<typeof graphiteClientSchema>,
): { connection: Connection; recorder: Recorder } {
  const { closeTimeoutMillis, connectTimeoutMillis, flushIntervalMillis, logger = silentLogger } = values;
  const tell = errorTeller(values.onError, logger);
  const link = createLink(values, { logger, onDown: tell, onRecalled: () => outlet.resume() });
  const { clock, delivery, format, pathKey, transport } = link;
  const timeoutMillis = attemptMillis(values.timeoutMillis);
  const outlet = new Outlet({
    subject,
    delivery,
    clock,
    flushIntervalMillis,
    timeoutMillis,
    logger,
    onLost: tell,
  });
  const wire = {
    format,
    pathKey,
    template: values.pathTemplate,
    intervalSeconds: values.intervalSeconds,
    clock,
    delivery,
    outlet,
    debug:
      values.debug === false
        ? undefined
        : new DebugTap(values.debug, delivery.packer.maxRecordBytes + MAX_NUMBER_BYTES),
  };
  const scope = { prefix: values.prefix, tags: Object.entries(values.globalTags) };
  const connection = new Connection({
    subject,
    delivery,
    transport: greetingTransport(transport, format),
    outlet,
    clock,
    connectTimeoutMillis,
    timeoutMillis,
    closeTimeoutMillis,
  });
  return { connection, recorder: new Recorder(wire, scope) };
}
