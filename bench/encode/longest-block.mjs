/** Runs `work`, and tells for how many milliseconds at the most nothing else had its turn. */
export async function longestBlock(work) {
  let longest = 0;
  let isOver = false;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await new Promise((resolve) => setImmediate(resolve));
  last = performance.now();
  await work();
  isOver = true;
  look();
  return longest;
}
