/** The key as the user of Basic, with an empty password. */
export function authorization({ apiKey }: { readonly apiKey: string }): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
}

/** Text of others, or `***` in its place when it repeats the key in any spelling. */
export function withoutKey(text: string, apiKey: string): string {
  const basic = Buffer.from(`${apiKey}:`).toString('base64');
  const spellings = [apiKey, encodeURIComponent(apiKey), JSON.stringify(apiKey).slice(1, -1), basic];
  return spellings.some((spelling) => text.includes(spelling)) ? '***' : text;
}
