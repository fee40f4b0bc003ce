import type { BackendName } from '../backend-name.js';
import type { ReceiverByBackend } from './by-backend.js';
import type { OpenBackend } from './open-backends.js';
import { closeBackends, openBackends } from './open-backends.js';
import type { OpenPage } from './open-page.js';
import { openPage } from './open-page.js';
import type { SandboxOptions } from './options.js';
import { checkOptions } from './options.js';
import type { Sandbox } from './sandbox.js';
import { makeSocketFolder, removeSocketFolder } from './socket-folder.js';

/** A sandbox, and what it is made of. */
export interface OpenSandbox<Name extends BackendName = BackendName> {
  readonly sandbox: Sandbox<Name>;
  readonly backends: readonly OpenBackend<Name>[];
  readonly page: OpenPage | undefined;
}

/** Opens all that the options ask for; closes it again if a part cannot be opened. */
export async function openSandbox<Name extends BackendName>(
  options: SandboxOptions<Name>,
): Promise<OpenSandbox<Name>> {
  const names = checkOptions(options);
  const { host = '127.0.0.1', port = 0 } = options;
  const place = { host, port, folder: await makeSocketFolder() };
  const open: OpenBackend<Name>[] = [];
  let page: OpenPage | undefined;
  const close = async () => {
    await Promise.all([closeBackends(open), page?.close()]);
    await removeSocketFolder(place.folder);
  };
  try {
    open.push(...(await openBackends(names, options, place)));
    if (options.page) page = await openPage(open, options, place);
    return { sandbox: sandboxOf(open, page, close), backends: open, page };
  } catch (error) {
    await close();
    throw error;
  }
}

function sandboxOf<Name extends BackendName>(
  backends: readonly OpenBackend<Name>[],
  page: OpenPage | undefined,
  close: () => Promise<void>,
): Sandbox<Name> {
  const byName = <T>(pick: (backend: OpenBackend<Name>) => T) =>
    Object.fromEntries(backends.map((backend) => [backend.name, pick(backend)])) as Record<Name, T>;
  const environments = byName(({ environment }) => environment);
  return {
    receivers: byName(({ receiver }) => receiver) as unknown as Pick<ReceiverByBackend, Name>,
    endpoints: byName(({ endpoints }) => endpoints[0]!.url),
    faults: byName(({ receiver }) => receiver.faultSwitch),
    pageUrl: page?.url,
    environmentOf: (name) => environments[name],
    reset() {
      if (page !== undefined) page.source.reset();
      else for (const { receiver } of backends) receiver.reset();
    },
    close,
  };
}
