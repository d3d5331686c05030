// Following references.

/** The names and everything they refer to, directly or not. */
export function reach(names: Iterable<string>, referencesOf: (name: string) => Iterable<string>): Set<string> {
  const found = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    pending.push(...referencesOf(name));
  }
  return found;
}
