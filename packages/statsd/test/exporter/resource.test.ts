import { describe, expect, it } from 'vitest';
import { wireDogStatsd, wireStatsd } from './wired.ts';

const resource = {
  'service.name': 'shop',
  'service.version': '1.2.3',
  'deployment.environment.name': 'production',
  'host.name': 'web-1',
  'cloud.region': 'eu-1',
};

async function counted(wired: ReturnType<typeof wireStatsd>, attributes = {}): Promise<string> {
  wired.meter.createCounter('orders').add(1, attributes);
  const lines = await wired.lines();
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe('the resource', () => {
  it("gives every record the service's name, version and environment", async () => {
    const wired = wireDogStatsd({}, { resource });
    expect(await counted(wired)).toBe('orders:1|c|#env:production,service:shop,version:1.2.3');
  });

  it('says its environment by the older name too', async () => {
    const wired = wireDogStatsd({}, { resource: { 'deployment.environment': 'staging' } });
    expect(await counted(wired)).toBe('orders:1|c|#env:staging');
    const both = { 'deployment.environment': 'old', 'deployment.environment.name': 'new' };
    expect(await counted(wireDogStatsd({}, { resource: both }))).toBe('orders:1|c|#env:new');
  });

  it('gives further tags when asked by name', async () => {
    const wired = wireDogStatsd({ resourceAttributes: ['host.name', 'nothing'] }, { resource });
    expect(await counted(wired)).toBe(
      'orders:1|c|#env:production,host.name:web-1,service:shop,version:1.2.3',
    );
  });

  it('gives each attribute once when asked for all', async () => {
    const wired = wireDogStatsd({ resourceAttributes: 'all' }, { resource });
    expect(await counted(wired)).toBe(
      'orders:1|c|#cloud.region:eu-1,env:production,host.name:web-1,service:shop,version:1.2.3',
    );
  });

  it('is no part of a path, where every name would change with the version', async () => {
    expect(await counted(wireStatsd({}, { resource }))).toBe('orders:1|c');
    const asked = wireStatsd({ resourceAttributes: ['host.name'] }, { resource });
    expect(await counted(asked)).toBe('orders.host_name.web-1:1|c');
  });

  it('keeps in a path what is asked for, also an attribute that is called as a tag of the service is', async () => {
    const asked = wireStatsd({ resourceAttributes: ['env'] }, { resource: { ...resource, env: 'blue' } });
    expect(await counted(asked)).toBe('orders.env.blue:1|c');
  });

  it('gives way to the options env, service and version', async () => {
    const options = { env: 'test', service: 'other', version: '2' };
    expect(await counted(wireDogStatsd(options, { resource }))).toBe(
      'orders:1|c|#env:test,service:other,version:2',
    );
  });

  it('says nothing where an option is empty', async () => {
    const wired = wireDogStatsd({ env: '', version: '' }, { resource });
    expect(await counted(wired)).toBe('orders:1|c|#service:shop');
  });
});

describe('global tags', () => {
  it('are on every record, in the dialect', async () => {
    const globalTags = { team: 'core', beta: '' };
    expect(await counted(wireDogStatsd({ globalTags }))).toBe('orders:1|c|#beta,team:core');
    expect(await counted(wireStatsd({ globalTags, dialect: 'graphite' }))).toBe(
      'orders;beta=unspecified;team=core:1|c',
    );
    expect(await counted(wireStatsd({ globalTags }))).toBe('orders.beta.unspecified.team.core:1|c');
  });

  it('give way to an attribute of the same key, and go before the resource', async () => {
    const wired = () => wireDogStatsd({ globalTags: { team: 'core', service: 'mine' } }, { resource });
    expect(await counted(wired())).toContain(',service:mine,team:core,');
    expect(await counted(wired(), { team: 'web', service: 'its' })).toContain(',service:its,team:web,');
  });

  it('are made fit for the wire as attributes are', async () => {
    const globalTags = { 'a|b': 'x|#y\nz', '1st': 'p,q' };
    expect(await counted(wireDogStatsd({ globalTags }))).toBe('orders:1|c|#a_b:x__yz,m.1st:p_q');
  });

  it("name the pod, by a tag that the Agent takes for the origin's", async () => {
    const wired = wireDogStatsd({ entityId: 'pod-uid' });
    expect(await counted(wired)).toBe('orders:1|c|#dd.internal.entity_id:pod-uid');
  });
});
