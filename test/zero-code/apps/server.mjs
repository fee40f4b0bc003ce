// A service that runs until somebody ends it by a signal, of which it knows nothing.
import { createServer } from 'node:http';
import { metrics } from '@opentelemetry/api';
import record from './record.cjs';

createServer().listen(0, '127.0.0.1', () => {
  record(metrics);
  console.log('ready');
});
