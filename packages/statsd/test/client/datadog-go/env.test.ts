import { describeEndpoint, resolveOptions } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { dogstatsdClientEnvPrefixes, dogstatsdClientSchema } from '../../../src/client/client-schema.ts';
import { containerIdOfCgroup, containerIdOfMounts } from '../../../src/origin/container-id.ts';
import { originSuffix } from '../../../src/origin/origin-suffix.ts';
import { dialects } from '../../../src/wire/dialect.ts';
import { targets } from '../../../src/wire/target.ts';
import { type EnvVector, loadVectors } from './vectors.ts';

const relativePath =
  'a path must be absolute: datadog-go takes `unix://test/path.socket` for one that is not';
const pipe = 'there are no named pipes of Windows';
const ourDefault = 'without an address, 127.0.0.1:8125 is tried; datadog-go gives up';

/** What we read otherwise, on purpose. */
const differences: Readonly<Record<string, string>> = {
  'env-datadog-go-006': relativePath,
  'env-datadog-go-007': relativePath,
  'env-datadog-go-008': relativePath,
  'env-datadog-go-009': pipe,
  'env-datadog-go-010': pipe,
  'env-datadog-go-011': pipe,
  'env-datadog-go-014': relativePath,
  'env-datadog-go-017': pipe,
  'env-datadog-go-018': ourDefault,
  'env-datadog-go-019': ourDefault,
  'env-datadog-go-053':
    'the vector was shortened, and the line with the hostname is gone: its rule is tested below',
};

const vectors = loadVectors<EnvVector>('env-datadog-go');
const ofKind = (kind: EnvVector['kind']) => vectors.filter((vector) => vector.kind === kind);
/** The paths by controller are read from the file system of the process; the ids come before them. */
const untested = ['cgroup_node_path'];

function resolved(code: object, env: Readonly<Record<string, string>> = {}) {
  return resolveOptions(dogstatsdClientSchema, code, {
    subject: 'DogStatsdClient',
    envPrefixes: dogstatsdClientEnvPrefixes,
    env,
    warn() {},
  }).values;
}

/** An address as datadog-go writes it; what we refuse has none. */
function address({ addr, env }: EnvVector['call']): string {
  const code = addr ? { endpoint: addr.includes('://') ? addr : `udp://${addr}` } : {};
  try {
    return describeEndpoint(resolved(code, env).endpoint).replace('udp://', '');
  } catch {
    return '';
  }
}

describe('an address comes from where datadog-go takes it', () => {
  test.each(ofKind('resolve_addr'))('$id: $name', ({ id, call, expect_value }) => {
    if (id in differences) expect(address(call)).not.toBe(expect_value);
    else expect(address(call)).toBe(expect_value);
  });

  test('an absolute path of a socket is taken from each place', () => {
    const unix = { endpoint: { scheme: 'unix', path: '/test/path.socket' } };
    expect(resolved({ endpoint: 'unix:///test/path.socket' })).toMatchObject(unix);
    expect(resolved({}, { DD_AGENT_HOST: 'unix:///test/path.socket' })).toMatchObject(unix);
    expect(resolved({}, { DD_AGENT_HOST: 'unix:///test/path.socket', DD_DOGSTATSD_PORT: '1' })).toMatchObject(
      unix,
    );
    expect(resolved({}, { DD_DOGSTATSD_URL: 'unix:///test/path.socket' })).toMatchObject(unix);
  });
});

describe('external data is cleaned as by datadog-go', () => {
  test.each(ofKind('sanitize_external_env'))('$id: $name', ({ call, expect_value }) => {
    const suffix = originSuffix(
      { containerId: 'id', externalData: call.value },
      targets['datadog-agent'],
      dialects.dogstatsd,
    );
    expect(suffix).toBe(expect_value === '' ? '|c:id' : `|c:id|e:${expect_value}`);
  });
});

describe('the container id is looked for when datadog-go does', () => {
  test.each(ofKind('fill_in_container_id'))('$id: $name', ({ call, expect_value }) => {
    const { options = {}, env } = call;
    const values = resolved(
      { originDetection: options.origin_detection, containerId: options.container_id },
      env,
    );
    expect(values.originDetection && values.containerId === undefined).toBe(expect_value);
  });
});

describe('the container id is found where datadog-go finds it', () => {
  test.each(ofKind('container_id'))('$id in the cgroups', ({ call, expect_value }) => {
    expect(containerIdOfCgroup(call.proc_self_cgroup!) ?? '').toBe(expect_value);
  });

  test.each(ofKind('mountinfo'))('$id in the mounts', ({ id, call, expect_value }) => {
    const found = containerIdOfMounts(call.proc_self_mountinfo!) ?? '';
    if (id in differences) expect(found).not.toBe(expect_value);
    else expect(found).toBe(expect_value);
  });

  test('the last id of a line counts, where a container sees the mounts of its host', () => {
    const [sandbox, own] = ['1c'.repeat(32), 'fc'.repeat(32)];
    const line = `2283 2269 8:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/${sandbox}/hostname /host/var/run/containerd/io.containerd.runtime.v2.task/k8s.io/${own}/rootfs/etc/hostname rw - ext4 /dev/sda1 rw`;
    expect(containerIdOfMounts(line)).toBe(own);
  });
});

test('every listed id is that of a vector, and every kind is asked', () => {
  const ids = vectors.map(({ id }) => id);
  expect(Object.keys(differences).filter((id) => !ids.includes(id))).toEqual([]);
  const kinds = [
    'resolve_addr',
    'sanitize_external_env',
    'fill_in_container_id',
    'container_id',
    'mountinfo',
  ];
  expect(vectors.filter(({ kind }) => ![...kinds, ...untested].includes(kind))).toEqual([]);
});
