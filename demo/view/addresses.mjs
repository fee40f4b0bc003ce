/** Where everything is, two in a line; in front, `places`, as far as they are. */
export function addressesOf(places, backends) {
  const others = Object.entries(places).filter(([, url]) => url !== undefined);
  const all = [...others, ...backends.map(({ name, endpoint }) => [name, endpoint])];
  const texts = all.map(([name, url]) => `${name.padEnd(12)}  ${url.padEnd(34)}`);
  const lines = texts.map((text, i) => (i % 2 === 0 ? `${text}${texts[i + 1] ?? ''}`.trimEnd() : []));
  return lines.flat().join('\n');
}
