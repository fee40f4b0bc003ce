// All benchmarks. Each is a folder here whose bench.mjs has `title`, `run(options)` for what was measured, and `tables(measured)`; with
// `about` it has a part in docs/benchmarks.md, with `write(measured, options)` a document of its own, with `isWithin(measured)` a bound.

/**
 * `usualMinutes`: an estimate, with these `rounds` or `minutes`, on two cores that have nothing else to do. `hasPeers`: it needs what is in
 * bench/peers. `isByName`: it runs when it is named, and not with all.
 */
export const benchmarks = {
  encode: {
    about: 'the same metrics of the SDK through every encoder',
    usualMinutes: 50,
    rounds: 3,
    hasPeers: true,
  },
  numbers: { about: 'how a number becomes text', usualMinutes: 1, rounds: 3 },
  export: {
    about: 'whole exports to a receiver in another process',
    usualMinutes: 5,
    rounds: 3,
    hasPeers: true,
  },
  clients: { about: 'a call of a StatsD client', usualMinutes: 30, rounds: 3, hasPeers: true },
  outage: {
    about: 'an export while the backend is away',
    usualMinutes: 13,
    rounds: 3,
    hasPeers: true,
  },
  load: {
    about: 'what importing and installing an exporter costs',
    usualMinutes: 1,
    rounds: 15,
    hasPeers: true,
  },
  'start-up': { about: 'what the hook adds to the start of a process', usualMinutes: 2, rounds: 20 },
  pacing: {
    about: 'how many datagrams of a burst arrive',
    usualMinutes: 1,
    rounds: 5,
    hasPeers: true,
  },
  page: { about: "the sandbox's live page under load, in Chromium", usualMinutes: 2, minutes: 1 },
  memory: {
    about: 'what an outage costs in memory',
    usualMinutes: 11,
    minutes: 10,
    isByName: true,
  },
  targets: { about: 'what the results say of the targets; measures nothing', usualMinutes: 0 },
};

export const names = Object.keys(benchmarks);

export function load(name) {
  return import(`./${name}/bench.mjs`);
}
