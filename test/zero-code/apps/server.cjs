const { createServer } = require('node:http');
const { metrics } = require('@opentelemetry/api');
const record = require('./record.cjs');

createServer().listen(0, '127.0.0.1', () => {
  record(metrics);
  console.log('ready');
});
