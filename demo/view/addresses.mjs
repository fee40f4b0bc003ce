/** Where everything is. */
export function addressesOf(shopUrl, backends) {
  return [
    `shop       ${shopUrl}`,
    ...backends.map(({ name, endpoint }) => `${name.padEnd(9)}  ${endpoint}`),
  ].join('\n');
}
