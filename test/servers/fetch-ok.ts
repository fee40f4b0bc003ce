const ANSWER_TIMEOUT_MILLIS = 120_000;

/** The answer of a server, whole; rejects with its last words, less their HTML, when it is not 2xx. */
export async function fetchOk(url: string, form?: URLSearchParams): Promise<Buffer> {
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS);
  const response = await fetch(url, form === undefined ? { signal } : { signal, method: 'POST', body: form });
  const answer = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${lastWords(answer.toString())}`);
  return answer;
}

/** Django's traceback ends with the error. */
function lastWords(page: string): string {
  return page
    .replace(/<[^>]*>/g, '')
    .trim()
    .slice(-300);
}
