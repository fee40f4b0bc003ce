import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-node.ts';

interface Block {
  readonly language: string;
  readonly code: string;
}

/** The code blocks of a file of the repository. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(join(root, file), 'utf8');
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, language, code]) => ({ language: language!, code: code! }));
}

/** What stands below a title of a file of the repository, its smaller titles included. */
export function sectionOf(file: string, title: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return text.slice(text.indexOf(`\n## ${title}\n`)).split(/\n## /)[1]!;
}
