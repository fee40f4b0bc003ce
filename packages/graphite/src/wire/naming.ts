import { dotted, shorten } from '@otelwire/core';
import type { Format } from './format.js';
import { MAX_TEXT_CHARACTERS, pathName, pathPart } from './name.js';
import { type PathText, SPLIT } from './path-shape.js';
import { mergeTags, type Tag } from './tags.js';
import { type PathTemplate, renderTemplate } from './template.js';

/** What a metric is called on the wire, and where its attributes stand. */
export interface Naming {
  /** The metric's name, prefix and all, as far as it is the same for all its series; never empty. */
  metricName(name: string): string;
  /** The attributes of a series, as text. */
  renderSeries(attributes: readonly Tag[]): string;
  /** What stands around that, for one statistic of a metric, or '' for the metric itself. */
  path(metricName: string, statistic: string): PathText;
}

export interface NamingOptions {
  readonly format: Format;
  readonly prefix: string;
  /** The first part of every path. */
  readonly apiKey: string | undefined;
  /** Tags of every series. */
  readonly commonTags: readonly Tag[];
  /** Instead of tags. */
  readonly template: PathTemplate | undefined;
  readonly resource: (key: string) => string | undefined;
}

/** A name is the value of the tag `name`; behind it there is room for a statistic. */
const MAX_NAME_CHARACTERS = MAX_TEXT_CHARACTERS - 16;

export function createNaming(options: NamingOptions): Naming {
  const { apiKey, template } = options;
  const first = dotted(apiKey ?? '');
  return template === undefined ? tagNaming(options, first) : pathNaming(options, template, first);
}

function withStatistic(name: string, statistic: string): string {
  return statistic === '' ? name : `${name}.${statistic}`;
}

function tagNaming({ format, prefix, commonTags }: NamingOptions, first: string): Naming {
  return {
    metricName: (name) => shorten(pathName(`${dotted(prefix)}${name}`), MAX_NAME_CHARACTERS),
    renderSeries: (attributes) => format.renderTags(mergeTags(commonTags, attributes)),
    path: (name, statistic) => ({
      before: first,
      name: withStatistic(name, statistic),
      after: '',
      hasTags: true,
      isSplit: false,
    }),
  };
}

/** Attributes are parts of the path: where the template has them, the others behind it, sorted by key. */
function pathNaming(options: NamingOptions, template: PathTemplate, first: string): Naming {
  const { commonTags, prefix, resource } = options;
  const values = { prefix, resource };
  const halves = (attributes: readonly Tag[]) => renderTemplate(template, values, attributes);
  const isSplit = template.before.some(({ kind }) => kind === 'attr');
  const [constant] = isSplit ? [''] : halves([]);
  return {
    metricName: (name) => shorten(pathName(name), MAX_NAME_CHARACTERS),
    renderSeries(attributes) {
      const [before, after] = halves(mergeParts(commonTags, attributes));
      const behind = after === '' ? '' : `.${after}`;
      return isSplit ? `${dotted(before)}${SPLIT}${behind}` : behind;
    },
    path: (name, statistic) => ({
      before: first + dotted(constant),
      name,
      after: statistic === '' ? '' : `.${statistic}`,
      hasTags: false,
      isSplit,
    }),
  };
}

/** One attribute a key: those of a point take the place of those of all. Sorted by key as it is written. */
function mergeParts(common: readonly Tag[], attributes: readonly Tag[]): Tag[] {
  return [...new Map([...common, ...attributes])].sort(byWrittenKey);
}

function byWrittenKey([a]: Tag, [b]: Tag): number {
  const [left, right] = [pathPart(a), pathPart(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
