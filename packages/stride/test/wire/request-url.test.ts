import { expect, it } from 'vitest';
import { isPath, requestUrl } from '../../src/wire/request-url.ts';

const cases: [endpoint: string, path: string, url: string][] = [
  ['https://api.stride.io/v1', '/collect/{stream}', 'https://api.stride.io/v1/collect/s1'],
  ['https://api.stride.io/v1/', '/collect', 'https://api.stride.io/v1/collect'],
  ['http://h:5080', '/api/default/{stream}/_json', 'http://h:5080/api/default/s1/_json'],
  [
    'http://h:8123',
    '/?query=INSERT INTO {stream} FORMAT x',
    'http://h:8123/?query=INSERT%20INTO%20s1%20FORMAT%20x',
  ],
  ['http://h/?async_insert=1', '/?a=b?c', 'http://h/?async_insert=1&a=b?c'],
  ['http://h/in?key=1', '', 'http://h/in?key=1'],
];

it.each(cases)('%s with %j is %s', (endpoint, path, url) => {
  expect(requestUrl(new URL(endpoint), path, 's1').href).toBe(url);
});

it('knows what is no path', () => {
  expect(['collect', 'http://h/', '/a\\b', '/a#b'].map(isPath)).toEqual([false, false, false, false]);
});
