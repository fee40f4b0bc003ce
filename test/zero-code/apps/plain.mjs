// An application that knows nothing of an SDK; it ends when it has nothing left to do.
import { metrics } from '@opentelemetry/api';
import record from './record.cjs';

record(metrics);
