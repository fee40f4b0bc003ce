const { metrics } = require('@opentelemetry/api');
const record = require('./record.cjs');

record(metrics);
