import { shorten } from '@otelwire/core';
import { MAX_TEXT_CHARACTERS, pathName, pathPart, UNSPECIFIED } from './name.js';
import type { Tag } from './tags.js';

/** A part of a template between its dots: text with placeholders in it. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'prefix' | 'name' }
  | { readonly kind: 'attr' | 'resource'; readonly key: string };

/** How a path is made up: what stands where, read once. */
export interface PathTemplate {
  /** As it was given. */
  readonly text: string;
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
  /** Keys that have a place of their own. */
  readonly attributeKeys: ReadonlySet<string>;
}

/** All but the name. */
export function piecesOf({ before, after }: PathTemplate): readonly Piece[] {
  return [...before, ...after];
}

/** Why a text is no template. */
export interface TemplateProblem {
  readonly problem: string;
}

/** Parts between braces; what a part says is either a word or a word and a key. */
const PLACEHOLDER = /\{([^{}]*)\}/g;
const PIECE = /^(?:(prefix|name)|(attr|resource):(.+))$/;

export const templateForms =
  '{prefix}, {name} (once), {attr:KEY}, {resource:KEY} and text, with dots between them';

/** Reads `servers.{resource:host.name}.{prefix}.{name}.{attr:http.route}`. */
export function parseTemplate(text: string): PathTemplate | TemplateProblem {
  // what is shown of the text must not garble a message
  if (/\p{Cc}/u.test(text)) return { problem: `it contains a control character; expected ${templateForms}` };
  const problems: string[] = [];
  const pieces = readPieces(text, problems);
  const at = pieces.findIndex(({ kind }) => kind === 'name');
  if (at < 0) problems.push('{name} is missing');
  if (pieces.slice(at + 1).some(({ kind }) => kind === 'name')) problems.push('{name} stands there twice');
  if (/[^.]\{name\}|\{name\}[^.]/.test(text)) problems.push('{name} does not stand between dots');
  if (problems.length > 0) return { problem: `${problems.join('; ')}; expected ${templateForms}` };
  return {
    text,
    before: pieces.slice(0, at),
    after: pieces.slice(at + 1),
    attributeKeys: new Set(pieces.flatMap((piece) => (piece.kind === 'attr' ? [piece.key] : []))),
  };
}

function readPieces(text: string, problems: string[]): Piece[] {
  const pieces: Piece[] = [];
  const addText = (between: string) => {
    if (between !== '') pieces.push({ kind: 'text', text: between });
    if (/[^A-Za-z0-9_.:#-]/.test(between)) {
      problems.push(`'${between}' has characters that do not belong into a path`);
    }
  };
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    addText(text.slice(end, match.index));
    end = match.index + match[0].length;
    const piece = pieceOf(match[1] as string);
    if (piece === undefined) problems.push(`${match[0]} is unknown`);
    else pieces.push(piece);
  }
  addText(text.slice(end));
  return pieces;
}

function pieceOf(text: string): Piece | undefined {
  const [, word, source, key] = PIECE.exec(text) ?? [];
  if (word !== undefined) return { kind: word as 'prefix' | 'name' };
  if (source !== undefined) return { kind: source as 'attr' | 'resource', key: key as string };
  return undefined;
}

/** What does not change from one series to the next. */
export interface TemplateValues {
  readonly prefix: string;
  resource(key: string): string | undefined;
}

/**
 * The two halves of a path, before and behind the name. Attributes that the template does not place follow behind, as
 * `.key.value`, in the order given. Empty where there is nothing, else without dots at the outer ends.
 */
export function renderTemplate(
  template: PathTemplate,
  values: TemplateValues,
  attributes: readonly Tag[],
): readonly [before: string, after: string] {
  const placed = new Map(attributes);
  const render = (pieces: readonly Piece[]) =>
    pieces.map((piece) => pieceText(piece, values, placed)).join('');
  const rest = attributes
    .filter(([key]) => !template.attributeKeys.has(key))
    .map(([key, value]) => `.${pathPart(key)}.${pathPart(value)}`);
  return [tidy(render(template.before)), tidy(render(template.after) + rest.join(''))];
}

function pieceText(piece: Piece, values: TemplateValues, attributes: ReadonlyMap<string, string>): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'prefix':
      return values.prefix === '' ? '' : pathName(values.prefix);
    case 'attr':
      return pathPart(attributes.get(piece.key) ?? UNSPECIFIED);
    case 'resource':
      return pathPart(values.resource(piece.key) ?? UNSPECIFIED);
    default:
      return '';
  }
}

/** An empty prefix leaves two dots, of which carbon's file system makes one; and of several pieces, a part may be too long. */
function tidy(path: string): string {
  const parts = path.split('.').filter((part) => part !== '');
  return parts.map((part) => shorten(part, MAX_TEXT_CHARACTERS)).join('.');
}
