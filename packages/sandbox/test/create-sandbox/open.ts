import { onTestFinished } from 'vitest';
import type { BackendName } from '../../src/backend-name.ts';
import { createSandbox } from '../../src/create-sandbox.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** A sandbox that is closed after the test. */
export async function openSandbox<Name extends BackendName = BackendName>(
  options?: SandboxOptions<Name>,
): Promise<Sandbox<Name>> {
  const sandbox = await createSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}
