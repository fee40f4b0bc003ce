import { expect, test } from 'vitest';
import { runNode } from '../../../../test/run-node.ts';

const open = `
  const sandbox = await createSandbox({ backends: ['statsd'], page: true });
  const page = await fetch(sandbox.pageUrl);
  console.log(page.status, page.headers.get('content-type'));
  await sandbox.close();`;

test.each([
  ['module', `import { createSandbox } from '@otelwire/sandbox'; ${open}`],
  ['commonjs', `const { createSandbox } = require('@otelwire/sandbox'); (async () => {${open}})();`],
])('the built package serves its page and ends by itself (%s)', async (type, program) => {
  const ended = await runNode([`--input-type=${type}`, '--eval', program]).ended;
  expect(ended).toEqual({ code: 0, stdout: '200 text/html; charset=utf-8\n', stderr: '' });
});
