import type { BackendName } from './backend-name.js';
import { openSandbox } from './sandbox/open-sandbox.js';
import type { SandboxOptions } from './sandbox/options.js';
import type { Sandbox } from './sandbox/sandbox.js';

/**
 * Opens backends on this machine: by default all of them, strict, at free ports of 127.0.0.1. Throws a `SandboxError` that
 * says which part cannot be opened, and leaves nothing open then.
 */
export async function createSandbox<Name extends BackendName = BackendName>(
  options: SandboxOptions<Name> = {},
): Promise<Sandbox<Name>> {
  const { sandbox } = await openSandbox(options);
  return sandbox;
}
