// pnpm bench [NAMES…] [OPTIONS]; --help lists both.
import { writeFileSync } from 'node:fs';
import { benchmarks, load } from './benchmarks.mjs';
import { help, optionsOf, readCommand } from './command.mjs';
import { say } from './measure.mjs';
import { installPeers } from './peers.mjs';
import { printTables } from './print.mjs';
import { keepResult, readResults } from './results.mjs';
import { writeUp } from './write-up.mjs';

function command() {
  try {
    return readCommand(process.argv.slice(2));
  } catch (error) {
    // Node.js goes on about arguments that begin with a hyphen
    console.error(`${error.message.split('. ')[0]}\n\n${help}`);
    return process.exit(1);
  }
}

const asked = command();
if (asked.help) {
  console.log(help);
  process.exit();
}
if (asked.leftOut !== '') console.error(`left out, unless it is named: ${asked.leftOut}`);
if (asked.chosen.some((name) => benchmarks[name].hasPeers)) installPeers();

const measured = {};
const kept = {};
/** Read anew each time: another run may have written meanwhile. */
const allResults = () => ({ ...readResults(), ...kept });
for (const name of asked.chosen) {
  const benchmark = await load(name);
  const options = optionsOf(name, asked);
  measured[name] = await benchmark.run({ ...options, results: allResults() });
  say('');
  printTables(benchmark.title, benchmark.tables(measured[name]));
  if (benchmark.about !== undefined) keepResult(kept, name, measured[name], options);
  if (asked.write) benchmark.write?.(measured[name], options);
  if (benchmark.isWithin?.(measured[name]) === false) {
    console.error(`${name}: not within its bound`);
    process.exitCode = 1;
  }
}
if (asked.json !== undefined) {
  const { node } = process.versions;
  writeFileSync(asked.json, `${JSON.stringify({ node, measured }, null, 2)}\n`);
}
if (asked.write) await writeUp(allResults());
