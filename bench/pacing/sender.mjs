// One burst in one process: node bench/pacing/sender.mjs SUBJECT PORT DATAGRAMS; prints how many milliseconds it took.
import { pacingSubjects } from './subjects.mjs';

const [subject, port, datagrams] = process.argv.slice(2);
console.log(await pacingSubjects[subject](Number(port), Number(datagrams)));
