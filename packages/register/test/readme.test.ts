import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exporterNames } from '../src/exporter-names.ts';
import { settingsPrefixes, settingsSchema } from '../src/settings.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it.each(Object.values(settingsSchema))('has the variable $env with its default', (setting) => {
    expect(readme).toContain(`| \`${settingsPrefixes[0]}${setting.env}\` | ${setting.default} |`);
  });

  it('has all names of exporters', () => {
    for (const name of exporterNames) expect(readme).toContain(`\`${name}\``);
  });
});
