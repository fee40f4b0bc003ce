/** A line of an environment, `NAME=value`, as a shell takes it: the value quoted where it has to be. */
export function shellLine(line: string): string {
  const at = line.indexOf('=');
  const value = line.slice(at + 1);
  const quoted = /^[\w@%+:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
  return `export ${line.slice(0, at)}=${quoted}`;
}
