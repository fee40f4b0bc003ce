import { describe, expect, it } from 'vitest';
import { resourceTags } from '../../src/otel/resource-tags.js';

const given = { env: undefined, service: undefined, version: undefined, resourceAttributes: [] } as const;
const resource = {
  'deployment.environment.name': 'production',
  'service.name': 'shop',
  'service.version': '1.2.3',
  'host.name': 'web-1',
  'process.command_args': ['node', 'main.js'],
};

describe('the tags of a resource', () => {
  it('are the environment, service and version under their short names', () => {
    expect(resourceTags(resource, given)).toEqual([
      ['env', 'production'],
      ['service', 'shop'],
      ['version', '1.2.3'],
    ]);
  });

  it('are what the options say, where they say something', () => {
    expect(resourceTags(resource, { ...given, env: 'test', service: '' })).toEqual([
      ['env', 'test'],
      ['version', '1.2.3'],
    ]);
  });

  it('have the environment by its older name, too', () => {
    expect(resourceTags({ 'deployment.environment': 'old' }, given)).toEqual([['env', 'old']]);
    const both = { 'deployment.environment': 'old', 'deployment.environment.name': 'new' };
    expect(resourceTags(both, given)).toEqual([['env', 'new']]);
  });

  it('leave out a service that the SDK gave a name', () => {
    expect(resourceTags({ 'service.name': 'unknown_service:node' }, given)).toEqual([]);
  });

  it('have other attributes that are asked for, and none twice', () => {
    const all = resourceTags(resource, { ...given, resourceAttributes: 'all' });
    expect(all.slice(3)).toEqual([
      ['host.name', 'web-1'],
      ['process.command_args', 'node,main.js'],
    ]);
    const some = resourceTags(resource, {
      ...given,
      resourceAttributes: ['host.name', 'service.name', 'no'],
    });
    expect(some.slice(3)).toEqual([['host.name', 'web-1']]);
  });
});
