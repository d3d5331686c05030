// Paths with their links resolved, and which of them lie in which.
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The path with all links of its existing part resolved: a link may lead out of a root. */
export function realLocation(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realLocation(parent), path.slice(parent.length).replace(/^\/+/, ''));
  }
}

export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Whether `path` is `folder` or lies below it; both absolute and resolved. */
export function contains(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner === '' || (inner.split(sep)[0] !== '..' && !isAbsolute(inner));
}
