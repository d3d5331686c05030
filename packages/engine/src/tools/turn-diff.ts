// The aggregated diff of one turn's patches, as `turn/diff/updated` carries it: git's format, against the files as they
// were when the turn first touched them. What commands change is not seen.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type FormatHunks, loadHunks } from './patch/hunks.ts';
import type { PlannedChange } from './patch/plan.ts';

export interface TurnDiff {
  /** Git-style unified diff of everything patched so far in this turn; empty when nothing was. */
  current(): string;
  /** Takes in what a patch has done, in the order of its operations. */
  record(changes: readonly PlannedChange[]): Promise<void>;
  /** Runs one patch at a time: a patch is planned against files that no other patch is changing. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** `cwd` is the turn's working directory, absolute. */
export function createTurnDiff(cwd: string): TurnDiff {
  return new TurnDiffTracker(cwd);
}

const CONTEXT_LINES = 3;
const NO_BLOB = '0'.repeat(40);

/** The id git would give the content. */
function blobId(content: string): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A name as git writes it: in quotes when it holds what would end it. */
function quoted(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const special = /["\\\u0000-\u001f\u007f]/g;
  if (!special.test(name)) return name;
  const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `"${name.replace(special, (char) => escapes[char] ?? octal(char))}"`;
}

/** The repository that `cwd` is in, or `cwd`. */
function findRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** A file as it was and is; null where there was or is none. `from` and `to` differ when it was moved. */
interface FilePair {
  readonly from: string;
  readonly to: string;
  readonly before: string | null;
  readonly after: string | null;
}

class TurnDiffTracker implements TurnDiff {
  readonly #cwd: string;
  #root: string | undefined;
  /** Contents at first touch, by path. */
  readonly #before = new Map<string, string | null>();
  /** Contents now, by path. */
  readonly #after = new Map<string, string | null>();
  /** Where a file that was moved here stood at first. */
  readonly #origins = new Map<string, string>();
  #diff = '';
  #last: Promise<unknown> = Promise.resolve();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  current(): string {
    return this.#diff;
  }

  async record(changes: readonly PlannedChange[]): Promise<void> {
    const formatHunks = await loadHunks();
    for (const change of changes) this.#take(change);
    const pairs = this.#pairs().sort((one, other) => (this.#shown(one.from) < this.#shown(other.from) ? -1 : 1));
    this.#diff = pairs.map((pair) => this.#format(pair, formatHunks)).join('');
  }

  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  #take({ path, movePath, before, after, overwritten }: PlannedChange): void {
    this.#touch(path, before);
    if (movePath === undefined || movePath === path) {
      this.#after.set(path, after);
      return;
    }
    this.#touch(movePath, overwritten);
    this.#after.set(path, null);
    this.#after.set(movePath, after);
    const origin = this.#origins.get(path) ?? path;
    this.#origins.delete(path);
    this.#origins.set(movePath, origin);
  }

  #touch(path: string, content: string | null): void {
    if (!this.#before.has(path)) this.#before.set(path, content);
  }

  #pairs(): FilePair[] {
    const pairs: FilePair[] = [];
    const paired = new Set<string>();
    for (const [to, from] of this.#origins) {
      const [before = null, after = null] = [this.#before.get(from), this.#after.get(to)];
      const isMove =
        before !== null && after !== null && this.#before.get(to) === null && this.#after.get(from) === null;
      if (!isMove || from === to || paired.has(from)) continue;
      pairs.push({ from, to, before, after });
      paired.add(from).add(to);
    }
    for (const [path, before] of this.#before) {
      const after = this.#after.get(path) ?? null;
      if (!paired.has(path) && before !== after) pairs.push({ from: path, to: path, before, after });
    }
    return pairs;
  }

  /** Relative to the repository; paths outside of it stay whole. */
  #shown(path: string): string {
    this.#root ??= findRoot(this.#cwd);
    const inner = relative(this.#root, path);
    return inner.startsWith('..') ? path : inner;
  }

  #format({ from, to, before, after }: FilePair, formatHunks: FormatHunks): string {
    const [old, fresh] = [quoted(`a/${this.#shown(from)}`), quoted(`b/${this.#shown(to)}`)];
    const lines = [`diff --git ${old} ${fresh}`];
    if (before === null) lines.push('new file mode 100644');
    if (after === null) lines.push('deleted file mode 100644');
    lines.push(`index ${before === null ? NO_BLOB : blobId(before)}..${after === null ? NO_BLOB : blobId(after)}`);
    if (from !== to && before === after) {
      // Without hunks nothing else names the files.
      lines.push(`rename from ${quoted(this.#shown(from))}`, `rename to ${quoted(this.#shown(to))}`);
    }
    const hunks = formatHunks(before ?? '', after ?? '', CONTEXT_LINES);
    if (hunks !== '')
      lines.push(`--- ${before === null ? '/dev/null' : old}`, `+++ ${after === null ? '/dev/null' : fresh}`);
    return `${lines.join('\n')}\n${hunks}`;
  }
}
