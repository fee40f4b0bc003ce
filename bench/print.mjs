/** Prints tables: each has a title, and rows whose keys are the headings. */
export function printTables(title, tables) {
  for (const table of tables) {
    console.log(`\n${title}: ${table.title} (Node ${process.versions.node})`);
    console.table(table.rows);
  }
}
