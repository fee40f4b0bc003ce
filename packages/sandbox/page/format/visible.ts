/** Text as it came, or one character that would not be seen, or would move others, spelled out. */
export interface Piece {
  readonly text: string;
  readonly isEscape: boolean;
}

/** Controls, marks that join, hide or turn text (bidi overrides), what is not assigned, and all white space but the usual. */
const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

const names: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Splits text from the wire so that nothing in it is unseen: `\t`, `\x1b`, `U+202E`. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (index > end) pieces.push({ text: text.slice(end, index), isEscape: false });
    pieces.push({ text: spelled(character), isEscape: true });
    end = index + character.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isEscape: false });
  return pieces;
}

/** The same as one text: for labels and titles. */
export function visibleText(text: string): string {
  return piecesOf(text)
    .map((piece) => piece.text)
    .join('');
}

function spelled(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return names[character] ?? (code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `U+${digits.toUpperCase()}`);
}
