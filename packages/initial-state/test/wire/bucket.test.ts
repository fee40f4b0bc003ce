import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketBody, bucketKeyOf } from '../../src/wire/bucket.ts';

describe('the key of a bucket', () => {
  it('is its name where that may be a key', () => {
    expect(bucketKeyOf('shop-frontend_2')).toBe('shop-frontend_2');
  });

  it('else has a hash of the name, so that two names never share a bucket', () => {
    const keys = ['my shop', 'my:shop', 'my/shop', 'my_shop'].map(bucketKeyOf);
    expect(keys).toEqual([
      expect.stringMatching(/^my_shop_[0-9a-f]{8}$/),
      expect.stringMatching(/^my_shop_[0-9a-f]{8}$/),
      expect.stringMatching(/^my_shop_[0-9a-f]{8}$/),
      'my_shop',
    ]);
    expect(new Set(keys).size).toBe(4);
  });

  it('can always travel in a header, and is the same for the same name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        expect(bucketKeyOf(name)).toMatch(/^[A-Za-z0-9_-]{1,250}$/);
        expect(bucketKeyOf(name)).toBe(bucketKeyOf(name));
      }),
    );
  });
});

it('a bucket is asked for by key and name', () => {
  const body = Buffer.from(bucketBody({ key: 'shop', name: 'Shöp "1"' })).toString();
  expect(JSON.parse(body)).toEqual({ bucketKey: 'shop', bucketName: 'Shöp "1"' });
});
