/** What a receiver of the sandbox would forget, for want of room. */
export const everything = {
  maxPointsPerSeries: 1e6,
  maxPointsPerStat: 1e6,
  maxEventsPerStream: 1e6,
  maxEventsPerKey: 1e6,
};
