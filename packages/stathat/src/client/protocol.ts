import type { Values } from '@otelwire/core';
import { bulk, classicForm, ezForm, type Format } from '../wire/format.js';
import type { statHatClassicClientSchema, statHatEzClientSchema } from './client-schema.js';
import { createClassicNaming, createEzNaming } from './naming.js';
import type { Naming } from './point-writer.js';
import { Secrets } from './secrets.js';
import type { Paths } from './way.js';

/** What one client speaks, and the other one does not. */
export interface Protocol {
  /** The client's class. */
  readonly subject: string;
  /** The key of the account, and those that the naming finds. */
  readonly secrets: Secrets;
  readonly paths: Paths;
  readonly naming: Naming;
  /** Of points that are sent together. */
  readonly format: Format;
  /** Of a point that is sent by itself. */
  readonly form: Format;
  /** A stat as `debug` may show it. */
  readonly showStat: (stat: string) => string;
}

type EzValues = Values<typeof statHatEzClientSchema>;
type ClassicValues = Values<typeof statHatClassicClientSchema>;

export function ezProtocol(subject: string, { bulk: isBulk, dialect, ezKey, maxItems }: EzValues): Protocol {
  const form = ezForm(ezKey);
  return {
    subject,
    secrets: new Secrets([ezKey]),
    paths: { count: '/ez', value: '/ez' },
    naming: createEzNaming(),
    format: (isBulk ?? dialect === 'stathat') ? bulk(ezKey, maxItems) : form,
    form,
    showStat: (stat) => stat,
  };
}

export function classicProtocol(subject: string, { userKey }: ClassicValues): Protocol {
  const secrets = new Secrets([userKey]);
  const form = classicForm(userKey);
  return {
    subject,
    secrets,
    paths: { count: '/c', value: '/v' },
    naming: createClassicNaming(secrets),
    format: form,
    form,
    showStat: shortened,
  };
}

/** A key as it may be shown. */
function shortened(statKey: string): string {
  return `${statKey.slice(0, Math.floor(statKey.length / 4))}…`;
}
