/** Where everything is, two in a line. */
export function addressesOf(shopUrl, backends) {
  const all = [{ name: 'shop', endpoint: shopUrl }, ...backends];
  const texts = all.map(({ name, endpoint }) => `${name.padEnd(12)}  ${endpoint.padEnd(34)}`);
  const lines = texts.map((text, i) => (i % 2 === 0 ? `${text}${texts[i + 1] ?? ''}`.trimEnd() : []));
  return lines.flat().join('\n');
}
