import type { BackendName } from '../backend-name.js';
import type { AnyReceiver } from './by-backend.js';
import type { BackendEndpoint } from './endpoints.js';
import { endpointsOf } from './endpoints.js';
import type { Environment } from './environment.js';
import { environmentOf } from './environment.js';
import { openReceiver } from './open-receiver.js';
import type { SandboxOptions } from './options.js';
import type { Place } from './place.js';

/** One backend of a running sandbox. */
export interface OpenBackend<Name extends BackendName = BackendName> {
  readonly name: Name;
  readonly receiver: AnyReceiver;
  /** The first one is that of `environment`. */
  readonly endpoints: readonly BackendEndpoint[];
  readonly environment: Environment;
}

/** Opens them one after another, with their faults; closes those that are open if one cannot be. */
export async function openBackends<Name extends BackendName>(
  names: readonly Name[],
  options: SandboxOptions<Name>,
  place: Place,
): Promise<readonly OpenBackend<Name>[]> {
  const open: OpenBackend<Name>[] = [];
  try {
    for (const name of names) {
      open.push(await openBackend(name, options, place));
      const fault = options.faults?.[name];
      if (fault !== undefined) await open.at(-1)?.receiver.faultSwitch.set(fault);
    }
    return open;
  } catch (error) {
    await closeBackends(open);
    throw error;
  }
}

export async function closeBackends(backends: readonly OpenBackend[]): Promise<void> {
  await Promise.all(backends.map(({ receiver }) => receiver.close()));
}

async function openBackend<Name extends BackendName>(
  name: Name,
  { strict = true, receivers }: SandboxOptions<Name>,
  place: Place,
): Promise<OpenBackend<Name>> {
  const options = { strict, ...receivers?.[name] };
  const receiver = await openReceiver(name, options, place);
  const endpoints = endpointsOf(name, receiver);
  return { name, receiver, endpoints, environment: environmentOf(name, endpoints[0]!, options) };
}
