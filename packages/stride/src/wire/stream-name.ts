/** What Stride takes as the name of a stream. */
export const STREAM_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** The stream of a metric: `http.server.duration` → `http_server_duration`, `5xx` → `m_5xx`. */
export function streamOf(metricName: string): string {
  const plain = metricName.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `m_${plain}`;
}
