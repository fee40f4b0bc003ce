import { DebugTap, errorTeller, silentLogger, type TransportError } from '@otelwire/core';
import type { Format, PointKind } from '../wire/format.js';
import { ClientPart } from './client-part.js';
import { type Lane, openLane } from './lane.js';
import { type Naming, writePoint } from './point-writer.js';
import { PromptSender } from './prompt-sender.js';
import type { Secrets } from './secrets.js';
import { createWay, type Paths, type SharedValues } from './way.js';

export interface Protocol {
  readonly subject: string;
  /** The key of the account, and those that the naming finds. */
  readonly secrets: Secrets;
  readonly paths: Paths;
  readonly naming: Naming;
  /** Of points that are sent together. */
  readonly format: Format;
  /** Of a point that is sent by itself. */
  readonly form: Format;
  /** A stat as `debug` may show it. Default: as it is. */
  readonly showStat?: (stat: string) => string;
}

/** `timeoutMillis: 0`. */
const NO_TIMEOUT_MILLIS = 60_000;
/** A name of 255 bytes, each of which JSON spells with six. */
const MAX_SHOWN_BYTES = 16_384;

/** Opens what is behind a client. No socket is opened before the first send. */
export function openClient(protocol: Protocol, values: SharedValues): ClientPart {
  const { form, format, naming, paths, secrets, subject } = protocol;
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
    clock: way.clock,
    naming,
    lanes,
    write: ({ delivery }, point) => writePoint(delivery.packer, format, point),
    prompt: new PromptSender(way, form),
    debug: debug === false ? undefined : new DebugTap(debug, MAX_SHOWN_BYTES),
    showStat: protocol.showStat ?? ((stat) => stat),
    ignoreErrors,
    timeoutMillis: values.timeoutMillis || NO_TIMEOUT_MILLIS,
    closeTimeoutMillis,
  });
}
