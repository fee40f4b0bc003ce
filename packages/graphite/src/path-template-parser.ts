import type { Parser } from '@otelwire/core';
import { type PathTemplate, parseTemplate, templateForms } from './wire/template.js';

/** Text such as `{prefix}.{name}.{attr:http.route}`. */
export function pathTemplate(): Parser<PathTemplate, string> {
  const fromText = (text: string) => {
    const template = parseTemplate(text);
    return 'problem' in template ? template : { value: template };
  };
  const allowed = `a template of ${templateForms}`;
  return {
    allowed,
    fromText,
    fromCode: (value) => (typeof value === 'string' ? fromText(value) : { problem: `expected ${allowed}` }),
    show: (value) => `'${(value as PathTemplate).text}'`,
  };
}
