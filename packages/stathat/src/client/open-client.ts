import { attemptMillis, DebugTap, errorTeller, silentLogger, type TransportError } from '@otelwire/core';
import type { PointKind } from '../wire/format.js';
import { ClientPart } from './client-part.js';
import { type Lane, openLane } from './lane.js';
import { writePoint } from './point-writer.js';
import { PromptSender } from './prompt-sender.js';
import type { Protocol } from './protocol.js';
import { createWay, type SharedValues } from './way.js';

/** A name of 255 bytes, each of which JSON spells with six. */
const MAX_SHOWN_BYTES = 16_384;

/** Opens what is behind a client. No socket is opened before the first send. */
export function openClient(protocol: Protocol, values: SharedValues): ClientPart {
  const { form, format, naming, paths, secrets, showStat, subject } = protocol;
  const { closeTimeoutMillis, debug, ignoreErrors, logger = silentLogger } = values;
  const way = createWay(values, paths, secrets);
  const tell = errorTeller(values.onError, logger);
  const onDown = (error: TransportError) => {
    const down = [lanes.count, lanes.value].filter(({ delivery }) => delivery.isDown);
    if (down.length === 1) tell(error);
  };
  const open = (kind: PointKind): Lane =>
    openLane(kind, { subject, way, format, values, logger, tell, onDown });
  const lanes = { count: open('count'), value: open('value') };
  return new ClientPart({
    way,
    naming,
    lanes,
    write: ({ delivery }, point) => writePoint(delivery.packer, format, point),
    prompt: new PromptSender(way, form),
    debug: debug === false ? undefined : new DebugTap(debug, MAX_SHOWN_BYTES),
    showStat,
    ignoreErrors,
    timeoutMillis: attemptMillis(values.timeoutMillis),
    closeTimeoutMillis,
  });
}
