import { addressesOf } from './addresses.mjs';
import { Progress } from './progress.mjs';

/** How far it is on the standard error, and the result at the end on the standard output, as `render` writes it. */
export function createOnceView(seconds, render) {
  const progress = new Progress(seconds);
  return {
    start: (places, backends) => console.error(addressesOf(places, backends)),
    refresh: (recorded) => progress.refresh(recorded),
    finish(result) {
      progress.clear();
      console.log(render(result));
    },
  };
}
