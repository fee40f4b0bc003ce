/** The key as the user of Basic, with an empty password. */
export function authorization({ apiKey }: { readonly apiKey: string }): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
}
