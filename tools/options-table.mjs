// Writes the options tables of the READMEs from the code: node tools/options-table.mjs [--check]
//
// Build first. A package that has options has `src/options.ts`, which exports
//
//     export const optionTables = { statsd: { schema, envPrefixes: ['OTEL_EXPORTER_STATSD_'] }, … };
//
// and these two lines for each name in README.md, in docs/client.md or in both, between which this puts the table:
//
//     <!-- options:statsd -->
//     <!-- /options -->
//
// With --check nothing is written; exits 1 when a README is out of date. Exits 1 when a marker is missing, too.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const packages = new URL('../packages/', import.meta.url);
const tableModule = new URL('../packages/core/build/config/options-table.js', import.meta.url);
const check = process.argv.includes('--check');

/** What is wrong with one page, after it is brought up to date unless this only checks. */
function updatePage(path, tables, updateReadme) {
  const page = new URL(path, packages);
  const before = readFileSync(page, 'utf8');
  const { text, problems } = updateReadme(before, tables);
  const found = problems.map((problem) => `packages/${path}: ${problem}`);
  if (text === before) return found;
  if (check) return [...found, `packages/${path} is out of date; run node tools/options-table.mjs`];
  writeFileSync(page, text);
  console.log(`packages/${path}: options tables written`);
  return found;
}

/** The tables that a page has a place for. */
function tablesOf(path, optionTables) {
  const text = readFileSync(new URL(path, packages), 'utf8');
  return Object.fromEntries(
    Object.entries(optionTables).filter(([name]) => text.includes(`<!-- options:${name} -->`)),
  );
}

/** What is wrong with one package. */
async function update(name, updateReadme) {
  const folder = new URL(`${name}/`, packages);
  const built = new URL('build/options.js', folder);
  if (!existsSync(new URL('src/options.ts', folder))) return [];
  if (!existsSync(built)) return [`packages/${name} is not built; run pnpm build`];
  const { optionTables } = await import(built);
  if (optionTables === undefined) return [`packages/${name}/src/options.ts exports no optionTables`];
  if (!existsSync(new URL('README.md', folder))) return [`packages/${name}/README.md does not exist`];
  const pages = [`${name}/README.md`, `${name}/docs/client.md`].filter((page) =>
    existsSync(new URL(page, packages)),
  );
  const problems = pages.flatMap((page) => updatePage(page, tablesOf(page, optionTables), updateReadme));
  const shown = pages.flatMap((page) => Object.keys(tablesOf(page, optionTables)));
  const missing = Object.keys(optionTables).filter((table) => !shown.includes(table));
  return [
    ...problems,
    ...missing.map((table) => `packages/${name}: no page has a place for options:${table}`),
  ];
}

async function main() {
  if (!existsSync(tableModule)) return ['packages/core is not built; run pnpm build'];
  const { updateReadme } = await import(tableModule);
  const problems = [];
  for (const name of readdirSync(packages)) {
    if (existsSync(new URL(`${name}/package.json`, packages)))
      problems.push(...(await update(name, updateReadme)));
  }
  return problems;
}

const problems = await main();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
