// A service that closes its server at SIGTERM, and ends when all is done.
import { createServer } from 'node:http';
import { metrics } from '@opentelemetry/api';
import record from './record.cjs';

const server = createServer().listen(0, '127.0.0.1', () => {
  record(metrics);
  console.log('ready');
});
process.once('SIGTERM', () => server.close());
