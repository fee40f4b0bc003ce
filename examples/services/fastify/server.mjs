// A bakery with Fastify that counts what it sells, until SIGTERM or Ctrl-C. It knows nothing of where its metrics go.
import { metrics } from '@opentelemetry/api';
import fastify from 'fastify';

const sold = metrics.getMeter('bakery').createCounter('loaves.sold');

const app = fastify();
app.post('/loaves/:kind', async ({ params }) => {
  sold.add(1, { kind: params.kind });
  return { sold: params.kind };
});

console.log(await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 0) }));

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => app.close());
