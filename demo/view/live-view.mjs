import { addressesOf } from './addresses.mjs';
import { finalText } from './final-text.mjs';
import { Pulse } from './pulse.mjs';
import { renderTable } from './table.mjs';

const home = '\u001b[H\u001b[J';
const hint =
  '… is on its way: exports are a second apart. Ctrl-C ends the demo and compares for good. On the page\nthere are charts, each line as it arrives, and switches that break the network on purpose.';

/** What fits into the window. */
function crop(lines, rows) {
  if (lines.length < rows) return lines;
  return [...lines.slice(0, rows - 2), `… ${lines.length - rows + 2} more lines; the window is too low`];
}

/** A table that is refreshed in place; without a terminal, one every five seconds. */
export function createLiveView() {
  const { isTTY } = process.stdout;
  const pulse = new Pulse(isTTY ? 1000 : 5000);
  let addresses = [];
  return {
    start(places, backends) {
      addresses = addressesOf(places, backends).split('\n');
    },
    refresh(_recorded, compareNow) {
      if (!pulse.isDue()) return;
      const lines = [...addresses, '', ...renderTable(compareNow(), '…'), '', hint];
      if (isTTY) process.stdout.write(`${home}${crop(lines, process.stdout.rows).join('\n')}\n`);
      else console.log(`${lines.join('\n')}\n`);
    },
    finish(result) {
      if (isTTY) process.stdout.write(home);
      console.log(finalText(result));
    },
  };
}
