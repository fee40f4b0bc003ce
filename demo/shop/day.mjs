// The shop's day: who comes when, how busy the machines are, and what goes wrong. Functions of the hour, 0 to 24.

/** A hill of height 1 over `hour`; days follow each other. */
function hill(hour, peak, width) {
  const distance = Math.abs(hour - peak);
  const around = Math.min(distance, 24 - distance);
  return Math.exp(-((around / width) ** 2) / 2);
}

/** The hour now, of a day that takes `daySeconds` and was at `startHour` when it began, in Unix milliseconds. */
export function hourOf({ daySeconds, startHour, startedAtMillis }) {
  const hours = (24 * (Date.now() - startedAtMillis)) / (1000 * daySeconds);
  return (startHour + hours) % 24;
}

/** How many people come, from 0.1 at night to 1 in the evening; some do at lunch. */
export function trafficAt(hour) {
  return Math.min(1, 0.1 + 0.5 * hill(hour, 12.5, 1.2) + 0.9 * hill(hour, 19.5, 2));
}

/** How many times longer a request takes than at night. */
export function slownessAt(hour) {
  return 1 + 2 * trafficAt(hour) ** 2;
}

/** The share of payments that is declined; from two to three, the provider has its troubles. */
export function declinesAt(hour) {
  return 0.05 + 0.5 * hill(hour, 14.5, 0.3);
}

/** How many parcels and mails are sent in one round; nobody is there before eight or after six. */
export function handsAt(hour) {
  return hour < 8 || hour >= 18 ? 1 : 6;
}
