import { describe, expect, expectTypeOf, test } from 'vitest';
import type { EndpointOf } from '../../src/config/endpoint.ts';
import { integer } from '../../src/config/number-parsers.ts';
import { opaque } from '../../src/config/opaque-parser.ts';
import type { ResolveContext } from '../../src/config/options.ts';
import { option, type SchemaFor } from '../../src/config/schema.ts';
import { choice } from '../../src/config/text-parsers.ts';
import type { Logger } from '../../src/logger.ts';
import { resolve } from './sample-schema.ts';

describe('the types', () => {
  test('of the values are exact', () => {
    const { values } = resolve();
    expectTypeOf(values.endpoint).toEqualTypeOf<EndpointOf<'udp' | 'unix'>>();
    expectTypeOf(values.timeoutMillis).toEqualTypeOf<number>();
    expectTypeOf(values.protocol).toEqualTypeOf<'plaintext' | 'pickle'>();
    expectTypeOf(values.resourceAttributes).toEqualTypeOf<readonly string[] | 'all'>();
    expectTypeOf(values.attributes.include).toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf(values.attributes.exclude).toEqualTypeOf<readonly string[]>();
    expectTypeOf(values.apiKey).toEqualTypeOf<string | undefined>();
    expectTypeOf(values.detectOrigin).toEqualTypeOf<boolean>();
    expectTypeOf(values.onProblem).toEqualTypeOf<((problem: string) => void) | undefined>();
    expectTypeOf(values.logger).toEqualTypeOf<Logger | undefined>();
  });

  test('hold schema and interface together', () => {
    interface Two {
      readonly size?: number;
      readonly mode?: 'a' | 'b';
      readonly callback?: () => void;
    }
    const size = option({ type: integer(), default: 1, describe: '' });
    const mode = option({ type: choice(['a', 'b']), default: 'a', describe: '' });
    const callback = option({ type: opaque('', (value): value is () => void => !!value), describe: '' });
    const wider = option({ type: choice(['a', 'b', 'c']), describe: '' });
    const right = { size, mode, callback } satisfies SchemaFor<Two>;
    // @ts-expect-error: mode is missing
    const missing = { size, callback } satisfies SchemaFor<Two>;
    // @ts-expect-error: more is not in the interface
    const unknown = { size, mode, callback, more: size } satisfies SchemaFor<Two>;
    // @ts-expect-error: the interface does not promise c
    const other = { size, mode: wider, callback } satisfies SchemaFor<Two>;
    // @ts-expect-error: a number is no function
    const kind = { size, mode, callback: size } satisfies SchemaFor<Two>;
    // @ts-expect-error: a default must be what the parser yields
    option({ type: integer(), default: 'one', describe: '' });
    // @ts-expect-error: rules may blame only options that exist
    const rules: ResolveContext<typeof right>['rules'] = () => [{ option: 'sizes', problem: '' }];
    expect([missing, unknown, other, kind, rules]).toHaveLength(5);
  });
});
