import { kinds } from './kinds.mjs';

const LOOPBACK = '127.0.0.1';
/** What a killed process has written is still in the kernel. */
const MILLIS_TO_READ = 50;
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** A backend that goes away and comes back at the same address; `record` is told what comes. */
export async function openBackend(kind, record) {
  const { receive } = kinds[kind];
  let receiver = await receive(record);
  const { endpoint } = receiver;
  const address = { host: LOOPBACK, port: Number(new URL(endpoint).port) };
  return {
    endpoint,
    get isUp() {
      return receiver !== undefined;
    },
    async come() {
      receiver ??= await receive(record, address);
    },
    async goNow() {
      const leaving = receiver;
      receiver = undefined;
      await leaving?.close();
    },
    async go() {
      if (receiver !== undefined) await sleep(MILLIS_TO_READ);
      await this.goNow();
    },
  };
}
