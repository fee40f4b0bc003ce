/** Prints tables: each has a title, and rows whose keys are the headings. */
export function printTables(title, tables) {
  for (const table of tables) {
    console.log(`\n${title}: ${table.title} (Node ${process.versions.node})`);
    console.table(table.rows);
  }
}

/** The rows of a table as Markdown. */
export function markdown(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((key) => row[key] ?? '')),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
