import { expect, test, vi } from 'vitest';
import { processEnvironment } from '../../src/config/environment.ts';

test('the environment is that of the process', () => {
  vi.stubEnv('OTELWIRE_TEST', 'yes');
  expect(processEnvironment().OTELWIRE_TEST).toBe('yes');
  vi.unstubAllEnvs();
});
