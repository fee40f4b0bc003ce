/** The tags of a series where attributes are tags: those of the resource, and its own as text. */
export function tagsOf({ attributes }, resourceTags) {
  const own = Object.entries(attributes).map(([key, value]) => [key, String(value)]);
  return { ...resourceTags, ...Object.fromEntries(own) };
}

/** One text for a name and its tags, in whatever order they come. */
export function identityOf(name, tags) {
  return JSON.stringify([name, ...tags.map((tag) => tag.join('=')).sort()]);
}
