import {
  boolean,
  choice,
  type Environment,
  type ForeignVariable,
  option,
  type SchemaFor,
  text,
} from '@otelwire/core';
import type { Cardinality, OriginOptions } from './wire-options.js';

const cardinalities = ['none', 'low', 'orchestrator', 'high'] as const satisfies readonly Cardinality[];

/** Datadog's clients take 0, f, false, n, no and off for off, and everything else for on. */
const originDetectionEnabled: ForeignVariable = {
  names: ['DD_ORIGIN_DETECTION_ENABLED'],
  toText: (env: Environment) => {
    const value = env.DD_ORIGIN_DETECTION_ENABLED?.trim().toLowerCase();
    if (value === undefined || value === '') return undefined;
    return ['0', 'f', 'false', 'n', 'no', 'off'].includes(value) ? 'false' : 'true';
  },
};

/** `unix://…` and `udp://…` as they are; a bare host with `DD_DOGSTATSD_PORT`. */
export const agentAddress: ForeignVariable = {
  names: ['DD_AGENT_HOST', 'DD_DOGSTATSD_PORT'],
  toText: (env: Environment) => {
    const host = env.DD_AGENT_HOST?.trim() ?? '';
    const port = env.DD_DOGSTATSD_PORT?.trim() ?? '';
    if (host === '' && port === '') return undefined;
    if (host.includes('://')) return host;
    const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
    return `udp://${bracketed || '127.0.0.1'}:${port || '8125'}`;
  },
};

/** Whether a variable of its own says what a tag of DD_TAGS says too: `DD_ENV` goes before `env:…`. */
function isOverruled(tag: string, env: Environment): boolean {
  const own = { env: env.DD_ENV, service: env.DD_SERVICE, version: env.DD_VERSION };
  return Object.entries(own).some(([key, value]) => tag.startsWith(`${key}:`) && Boolean(value?.trim()));
}

/** `team:core,beta`, separated by commas or spaces; a tag without value stays one. */
export const datadogTags: ForeignVariable = {
  names: ['DD_TAGS'],
  toText: (env: Environment) =>
    env.DD_TAGS?.split(/[,\s]+/)
      .filter((tag) => tag !== '' && !isOverruled(tag, env))
      .map((tag) => (tag.includes(':') ? tag : `${tag}:`))
      .join(','),
};

export const originSchema = {
  env: option({
    type: text(),
    foreignEnv: ['DD_ENV'],
    describe: 'The tag `env`.',
    defaultText: "the resource's `deployment.environment.name`",
  }),
  service: option({
    type: text(),
    foreignEnv: ['DD_SERVICE'],
    describe: 'The tag `service`.',
    defaultText: "the resource's `service.name`",
  }),
  version: option({
    type: text(),
    foreignEnv: ['DD_VERSION'],
    describe: 'The tag `version`.',
    defaultText: "the resource's `service.version`",
  }),
  originDetection: option({
    type: boolean(),
    env: 'ORIGIN_DETECTION',
    foreignEnv: [originDetectionEnabled],
    default: true,
    describe:
      'Whether container id and external data are sent, by which the Agent adds tags of the container.',
  }),
  containerId: option({
    type: text({ mayBeEmpty: false }),
    describe: "The container's id (`c:`).",
    defaultText: 'found in `/proc/self`',
  }),
  externalData: option({
    type: text({ mayBeEmpty: false }),
    foreignEnv: ['DD_EXTERNAL_ENV'],
    describe: "What the Agent's admission controller tells of the pod (`e:`).",
  }),
  cardinality: option({
    type: choice(cardinalities),
    foreignEnv: ['DD_CARDINALITY', 'DATADOG_CARDINALITY'],
    describe: 'How many tags the Agent adds for the origin (`card:`).',
  }),
  entityId: option({
    type: text({ mayBeEmpty: false }),
    foreignEnv: ['DD_ENTITY_ID'],
    describe: "The pod's uid (tag `dd.internal.entity_id`).",
  }),
} as const satisfies SchemaFor<OriginOptions>;
