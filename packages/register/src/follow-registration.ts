import type { MeterProvider } from '@opentelemetry/api';
import { withoutThrowing } from './notice.js';

/** A copy of `@opentelemetry/api`. */
export type Api = typeof import('@opentelemetry/api');

export interface RegistrationListener {
  /** The application registered a provider. */
  registered(provider: MeterProvider): void;
  /** Somebody asks for the provider, and there is none: what should stand in. */
  absent(): MeterProvider | undefined;
}

const followed = new WeakSet<object>();

/**
 * Watches which provider an application registers, by the public methods of a copy of the API. The registry itself stays as
 * it is: nothing of ours is in it that could be in the way of a provider, or of another version of the API.
 * Returns the provider that was registered before.
 */
export function followRegistration(api: Api, listener: RegistrationListener): MeterProvider | undefined {
  const prototype = Object.getPrototypeOf(api.metrics) as Api['metrics'];
  if (followed.has(prototype)) return undefined;
  followed.add(prototype);
  const { getMeterProvider, setGlobalMeterProvider } = prototype;
  const before = getMeterProvider.call(api.metrics);
  const isAbsent = (provider: MeterProvider) => provider.getMeter === noopGetMeter;
  const noopGetMeter = isNoop(before, api) ? before.getMeter : undefined;
  prototype.setGlobalMeterProvider = function (provider) {
    const isTaken = setGlobalMeterProvider.call(this, provider);
    if (isTaken) withoutThrowing(() => listener.registered(provider));
    return isTaken;
  };
  prototype.getMeterProvider = function () {
    const provider = getMeterProvider.call(this);
    return (isAbsent(provider) ? withoutThrowing(() => listener.absent()) : undefined) ?? provider;
  };
  return noopGetMeter === undefined ? before : undefined;
}

function isNoop(provider: MeterProvider, api: Api): boolean {
  return provider.getMeter('@otelwire/register') === api.createNoopMeter();
}
