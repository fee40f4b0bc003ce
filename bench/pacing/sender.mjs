// Two bursts of one process: node bench/pacing/sender.mjs SUBJECT PORT DATAGRAMS; prints how many milliseconds the second took.
import { setTimeout as sleep } from 'node:timers/promises';
import { pacingSubjects } from './subjects.mjs';

/** hot-shots keeps a datagram that is not full for a second. */
const betweenMillis = 1500;

const [subject, port, datagrams] = process.argv.slice(2);
const { burst, close } = await pacingSubjects[subject](Number(port), Number(datagrams));
await burst();
await sleep(betweenMillis);
const startedAt = performance.now();
await burst();
await close();
console.log(performance.now() - startedAt);
