/** The time of day where the reader is: `14:03:09`. */
export function clockTime(atMillis: number): string {
  const time = new Date(atMillis);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':');
}

/** The same with milliseconds: `14:03:09.042`. */
export function preciseClockTime(atMillis: number): string {
  return `${clockTime(atMillis)}.${String(new Date(atMillis).getMilliseconds()).padStart(3, '0')}`;
}

/** How long ago, in the largest unit that fits: `now`, `12 s ago`, `3 min ago`, `2 h ago`, `4 d ago`. */
export function ago(atMillis: number, nowMillis: number): string {
  const seconds = Math.max(0, Math.round((nowMillis - atMillis) / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
