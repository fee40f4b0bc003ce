import type { Clock, DebugTap, Delivery, Outlet } from '@otelwire/core';
import type { Format } from '../wire/format.js';
import { createNaming, type Naming } from '../wire/naming.js';
import type { PathTemplate } from '../wire/template.js';
import type { Scope } from './scope.js';

/** What a client shares with its children: the way to the server, and the form in which it is spoken to. */
export interface Wire {
  readonly format: Format;
  /** The first part of every path. */
  readonly pathKey: string | undefined;
  readonly template: PathTemplate | undefined;
  readonly intervalSeconds: number | undefined;
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly outlet: Outlet;
  readonly debug: DebugTap | undefined;
}

/** How the points of a scope are called. */
export function namingOf(
  { template }: Wire,
  { prefix, tags }: Scope,
  format: Format,
  pathKey: string | undefined,
): Naming {
  return createNaming({
    format,
    prefix,
    apiKey: pathKey,
    commonTags: tags,
    template,
    resource: () => undefined,
  });
}
