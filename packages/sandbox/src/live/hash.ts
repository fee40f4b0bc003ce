/** 53 bits of a text, by two rounds of FNV-1a. */
export function hashOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9dc5811c];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x01000193);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
