import { startCustomers } from '../customers.mjs';

const checkMillis = 250;

/** How many there are, by the share of the time that is over: few at both ends, most in the middle, with a rush on either side. */
function crowdAt(share) {
  const [day, rushes] = [Math.sin(Math.PI * share) ** 2, Math.sin(3 * Math.PI * share) ** 2];
  return Math.round(4 + 22 * day + 8 * rushes);
}

/** Customers who come and go. Returns the function that sends them home. */
export function startCrowd(url, durationMillis) {
  const startedAt = performance.now();
  const inside = [];
  const leaving = [];
  const adjust = () => {
    const wanted = crowdAt(Math.min(1, (performance.now() - startedAt) / durationMillis));
    while (inside.length < wanted) inside.push(startCustomers(url, 1));
    while (inside.length > wanted) leaving.push(inside.pop()());
  };
  adjust();
  const timer = setInterval(adjust, checkMillis);
  return async () => {
    clearInterval(timer);
    await Promise.all([...leaving, ...inside.map((goHome) => goHome())]);
  };
}
