// A bakery with Express that counts what it sells, until SIGTERM or Ctrl-C. It knows nothing of where its metrics go.
const express = require('express');
const { metrics } = require('@opentelemetry/api');

const sold = metrics.getMeter('bakery').createCounter('loaves.sold');

const app = express();
app.post('/loaves/:kind', (request, response) => {
  sold.add(1, { kind: request.params.kind });
  response.json({ sold: request.params.kind });
});

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.close());
