import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellLine } from '../../../page/format/shell.ts';

test.each(['udp://127.0.0.1:8401', 'unix:///tmp/a b/$HOME.sock', "it's `here`; rm x", 'http/protobuf', ''])(
  'a shell that is given the line has the value %j',
  (value) => {
    const script = `${shellLine(`OTELWIRE_TEST=${value}`)}\nprintf %s "$OTELWIRE_TEST"`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(value);
  },
);

test('a value that needs no quotes has none', () => {
  expect(shellLine('OTEL_EXPORTER_STATSD_ENDPOINT=udp://127.0.0.1:8401')).toBe(
    'export OTEL_EXPORTER_STATSD_ENDPOINT=udp://127.0.0.1:8401',
  );
});
