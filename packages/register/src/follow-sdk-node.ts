import { catchImported } from './catch-imported.js';
import { catchRequired, replacing } from './catch-required.js';
import type { ListedExporters } from './exporter-names.js';
import { importedFile } from './find-apis.js';
import type { Api } from './follow-registration.js';
import type { Follower } from './follower.js';
import { findSdkNodes } from './metrics-sdk.js';
import { notice } from './notice.js';
import { replacedExports, type SdkNode, wrapSdkNode } from './wrap-sdk-node.js';

const sdkNodeFile = /[\\/]@opentelemetry[\\/]sdk-node[\\/](build[\\/]src|dist)[\\/]index\.c?js$/;
const apiFile = /[\\/]@opentelemetry[\\/]api[\\/](build[\\/]src|dist)[\\/]index\.c?js$/;

/** Stands in for `@opentelemetry/sdk-node`, whoever loads whichever copy of it, and follows every copy of the API. */
export function followSdkNode(
  follower: Follower,
  listed: ListedExporters,
  followApi: (api: Api) => void,
): void {
  const wrap = (original: SdkNode, file: string) => wrapSdkNode(original, file, follower, listed);
  catchRequired((file, exports) => {
    if (apiFile.test(file)) followApi(exports as Api);
    if (!sdkNodeFile.test(file) || !('NodeSDK' in exports)) return undefined;
    return replacing(exports, wrap(exports as SdkNode, file));
  });
  const isDual = findSdkNodes().some(({ file }) => importedFile(file)?.endsWith('.mjs'));
  if (!isDual) return;
  const isCaught = catchImported('@opentelemetry/sdk-node', replacedExports, (original, file) =>
    wrap(original as SdkNode, file),
  );
  if (!isCaught) {
    notice(
      `\`import\` of this @opentelemetry/sdk-node cannot be followed before Node.js 22.15: the service name that code gives to \`new NodeSDK()\` is lost where only our exporters are listed`,
    );
  }
}

/** Whether an SDK was loaded before us, which cannot be changed any more. */
export function isSdkNodeLoaded(): boolean {
  return Object.keys(require.cache).some((file) => sdkNodeFile.test(file));
}
