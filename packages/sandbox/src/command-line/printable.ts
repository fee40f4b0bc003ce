/** Control, format and separator characters and lone surrogates: a terminal obeys some, and others forge what is read. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from the wire as it may go to a terminal: on one line, nothing in it acts, at most so long. */
export function printable(text: string, maxCharacters = 200): string {
  const shown = text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
  return shown.replace(unprintable, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
