export type { BackendName } from './backend-name.js';
export { backendNames } from './backend-name.js';
export { createSandbox } from './create-sandbox.js';
export type { Defect, DefectLevel } from './defect.js';
export { isAccepted } from './defect.js';
export { SandboxError } from './error.js';
export type { Fault, FaultKind, FaultSwitch } from './faults/fault.js';
export type { GraphiteDefect, GraphiteDefectCode } from './graphite/defect.js';
export type { GraphiteEndpoints } from './graphite/endpoints.js';
export { parseGraphiteLine } from './graphite/line.js';
export type { GraphiteReceiverOptions, HttpEndpointOptions } from './graphite/options.js';
export type { ParsedPickle } from './graphite/pickle/read-pickle.js';
export { readPickle } from './graphite/pickle/read-pickle.js';
export type { PickleTuple, PickleValue } from './graphite/pickle/value.js';
export type { GraphitePoint, ParsedGraphitePoint, TakenGraphitePoint } from './graphite/point.js';
export type { GraphiteFaults, GraphiteReceiver, GraphiteReceiverEvents } from './graphite/receiver.js';
export { createGraphiteReceiver } from './graphite/receiver.js';
export type { GraphiteSeries } from './graphite/series.js';
export type { GraphiteBadLine, GraphiteTotalsLimits } from './graphite/totals.js';
export { GraphiteTotals } from './graphite/totals.js';
export type { HttpFaults, HttpReceiverEvents, HttpReceiverOptions } from './http/receiver.js';
export { HttpReceiver } from './http/receiver.js';
export type { BadRequest, KeptRequest } from './http/request-totals.js';
export { RequestTotals } from './http/request-totals.js';
export { InitialStateBucket } from './initial-state/bucket.js';
export type { InitialStateDefectCode } from './initial-state/defect.js';
export type { InitialStateEvent, InitialStateValue, TakenInitialStateEvent } from './initial-state/event.js';
export type { InitialStateReceiverOptions, RateLimit } from './initial-state/options.js';
export type { InitialStateFaults, InitialStateReceiver } from './initial-state/receiver.js';
export { createInitialStateReceiver } from './initial-state/receiver.js';
export { InitialStateSeries } from './initial-state/series.js';
export type { InitialStateTotalsLimits } from './initial-state/totals.js';
export { InitialStateTotals } from './initial-state/totals.js';
export type { Faults } from './listen/faults.js';
export type { ForcedAnswer, HttpFault } from './listen/forced-answers.js';
export type { Address, DropKind } from './listen/listener.js';
export type { TcpOptions } from './listen/tcp.js';
export type { LiveAnswer, LiveOptions, LiveTotals } from './live/live.js';
export { Live } from './live/live.js';
export type {
  BackendState,
  BackendTotals,
  FaultRequest,
  LiveMessage,
  LiveQuery,
  RawLine,
  SampleColumns,
  ScalarColumns,
  SeriesHistory,
  SeriesRow,
} from './live/messages.js';
export type { SeriesKind } from './live/observation.js';
export type { OtlpDefect, OtlpDefectCode } from './otlp/defect.js';
export type { OtlpReceiverOptions } from './otlp/options.js';
export type {
  OtlpAttributes,
  OtlpHistogramPoint,
  OtlpNumberPoint,
  OtlpResource,
  OtlpScope,
  OtlpSeriesIdentity,
  OtlpSummary,
  OtlpSummaryPoint,
  OtlpValue,
  TakenOtlpPoint,
} from './otlp/point.js';
export type { OtlpReceiver } from './otlp/receiver.js';
export { createOtlpReceiver } from './otlp/receiver.js';
export type { OtlpSeries } from './otlp/series.js';
export type { OtlpSource, OtlpTotalsLimits } from './otlp/totals.js';
export { OtlpTotals } from './otlp/totals.js';
export type { AnyReceiver, ReceiverByBackend, ReceiverOptionsByBackend } from './sandbox/by-backend.js';
export type { Environment } from './sandbox/environment.js';
export type { SandboxOptions } from './sandbox/options.js';
export type { Sandbox } from './sandbox/sandbox.js';
export type { StatHatDefectCode } from './stathat/defect.js';
export type { StatHatDialect } from './stathat/dialect.js';
export type { StatHatReceiverOptions } from './stathat/options.js';
export type { StatHatPoint, TakenStatHatPoint } from './stathat/point.js';
export type { StatHatReceiver } from './stathat/receiver.js';
export { createStatHatReceiver } from './stathat/receiver.js';
export { StatHatStat } from './stathat/stat.js';
export type { StatHatTotalsLimits } from './stathat/totals.js';
export { StatHatTotals } from './stathat/totals.js';
export type { StatsdDefect, StatsdDefectCode } from './statsd/defect.js';
export type { Dialect, MetricType } from './statsd/dialect.js';
export type { StatsdReceiverOptions } from './statsd/options.js';
export type { ParsedRecord } from './statsd/parse.js';
export { parseRecord } from './statsd/parse.js';
export { weightOf } from './statsd/rate.js';
export type { Endpoints, ReceiverEvents, StatsdReceiver } from './statsd/receiver.js';
export { createStatsdReceiver } from './statsd/receiver.js';
export type {
  DogStatsdEvent,
  Metric,
  NumberMetric,
  Origin,
  ServiceCheck,
  SetMetric,
  StatsdRecord,
  Tag,
} from './statsd/record.js';
export type { CounterSeries } from './statsd/series/counter.js';
export type { GaugeSeries } from './statsd/series/gauge.js';
export type { SetSeries } from './statsd/series/member-set.js';
export type { Sample } from './statsd/series/quantile.js';
export type { SampleSeries } from './statsd/series/samples.js';
export type { Series } from './statsd/series/series.js';
export { summarise } from './statsd/summary.js';
export type { BadLine, TotalsLimits } from './statsd/totals.js';
export { StatsdTotals } from './statsd/totals.js';
export type { StrideDefectCode } from './stride/defect.js';
export type { StrideEvent, TakenStrideEvent } from './stride/event.js';
export type { StrideReceiverOptions } from './stride/options.js';
export type { StrideFaults, StrideReceiver } from './stride/receiver.js';
export { createStrideReceiver } from './stride/receiver.js';
export { StrideStream } from './stride/stream.js';
export type { SubscriptionEnd } from './stride/subscription.js';
export type { StrideTotalsLimits } from './stride/totals.js';
export { StrideTotals } from './stride/totals.js';
