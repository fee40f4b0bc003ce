/**
 * The second that a point is stored at. With an interval it is the beginning of the point's interval, the same in every process:
 * series of several hosts then have their points at the same times, and each of carbon's slots gets one.
 */
export function alignedSecond(second: number, intervalSeconds: number | undefined): number {
  const whole = Math.floor(second);
  return intervalSeconds === undefined ? whole : Math.floor(whole / intervalSeconds) * intervalSeconds;
}
