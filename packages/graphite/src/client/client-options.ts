import type { ClientOptions } from '@otelwire/core';
import type { WireOptions } from '../wire-options.js';

/** Options of `GraphiteClient`. Each has a variable too, but for those that only code can give. */
export interface GraphiteClientOptions extends WireOptions, ClientOptions {}
