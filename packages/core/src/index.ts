export { attemptMillis } from './client/attempt-millis.js';
export type { ClientOptions, CloseOptions } from './client/client-options.js';
export { clientSchema } from './client/client-schema.js';
export { Connection } from './client/connection.js';
export type { Debug } from './client/debug-switch.js';
export { DebugTap } from './client/debug-tap.js';
export { errorTeller } from './client/error-teller.js';
export { Outlet } from './client/outlet.js';
export { unixSeconds } from './client/unix-seconds.js';
export { warnOfVariables } from './client/warn-of-variables.js';
export { type Clock, sleep, systemClock, type Timer, yieldToEventLoop } from './clock.js';
export { type ConnectOptions, connectionSchema } from './config/connection-schema.js';
export { describeEndpoint, type Endpoint, type EndpointOf, parseEndpoint } from './config/endpoint.js';
export { endpoint } from './config/endpoint-parser.js';
export { type Environment, processEnvironment } from './config/environment.js';
export { aFunction } from './config/function-parser.js';
export { keyValues } from './config/key-values-parser.js';
export { list, listOf, listOrAll } from './config/list-parsers.js';
export { integer, millis, number } from './config/number-parsers.js';
export { having, opaque } from './config/opaque-parser.js';
export { type RuleProblem, resolveOptions } from './config/options.js';
export type { Parser } from './config/parser.js';
export {
  type ForeignVariable,
  type OptionName,
  option,
  type SchemaFor,
  type Values,
} from './config/schema.js';
export { type SpoolOptions, spoolSchema } from './config/spool-schema.js';
export { boolean, choice, text } from './config/text-parsers.js';
export type { Accounting } from './delivery/accounting.js';
export { Backlog, type BacklogOptions } from './delivery/backlog.js';
export { Delivery } from './delivery/delivery.js';
export type { DeliveryOptions } from './delivery/delivery-options.js';
export type { WeightedValues } from './delivery/fold-values.js';
export type { Dropped, Folding, Holding, SentPayloads } from './delivery/holding.js';
export type { Journal } from './delivery/journal.js';
export { type HeldEntry, type Identity, Ledger, type LedgerOptions } from './delivery/ledger.js';
export { destinationOf, type SpoolSettings, spoolSettings } from './delivery/spool-settings.js';
export {
  ConfigError,
  DroppedError,
  OtelwireError,
  RequestError,
  type RequestErrorOptions,
  ShutdownError,
  TransportError,
} from './errors.js';
export type { ExplicitHistogram, ExponentialHistogram, Histogram } from './histogram/histogram.js';
export { merge as mergeHistograms } from './histogram/merge.js';
export { percentileName } from './histogram/percentile-name.js';
export { forEachPower, rateOfPower } from './histogram/powers.js';
export { quantile, quantiles } from './histogram/quantile.js';
export { representatives } from './histogram/representatives.js';
export { addSample, createSamples, type Samples } from './histogram/samples.js';
export { type Logger, silentLogger } from './logger.js';
export { type AttributeFilter, createAttributeFilter } from './naming/attribute-filter.js';
export { attributeText } from './naming/attribute-text.js';
export { type CollisionReporter, createCollisionReporter } from './naming/collisions.js';
export { dotted } from './naming/dotted.js';
export {
  type AttributePairs,
  type Series,
  SeriesTable,
  type SeriesTableOptions,
} from './naming/series-table.js';
export { shorten } from './naming/shorten.js';
export { writeEightDigits } from './payload/integer.js';
export { formatNumber, MAX_NUMBER_BYTES, writeNumber, writeNumberAt } from './payload/number.js';
export { type PackedBatch, Packer, type PackerOptions, type Wrapping } from './payload/packer.js';
export { textBytes } from './payload/text-bytes.js';
export { Backoff } from './transport/backoff.js';
export { datagramBytes } from './transport/datagram-bytes.js';
export { createMemoryTransport } from './transport/memory.js';
export { openTransport } from './transport/open.js';
export { createTransportPool } from './transport/pool.js';
export type { Batch, ConnectionEnd, SendOutcome, Transport } from './transport/transport.js';
