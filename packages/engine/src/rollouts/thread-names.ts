// Names of threads: CODEX_HOME/session_index.jsonl, append only; the last line of an id counts.
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../errors.ts';

export class ThreadNames {
  readonly #file: string;
  #names = new Map<string, string>();
  #seen = '';

  constructor(codexHome: string) {
    this.#file = path.join(codexHome, 'session_index.jsonl');
  }

  /** Reads the file again when it has changed; true when it had. */
  refresh(): boolean {
    const stamp = stampOf(this.#file);
    if (stamp === this.#seen) return false;
    this.#seen = stamp;
    this.#names = stamp === '' ? new Map() : readNames(this.#file);
    return true;
  }

  get(id: string): string | null {
    return this.#names.get(id) ?? null;
  }

  entries(): Iterable<[string, string]> {
    return this.#names;
  }

  /** `name` must not be empty. Throws EngineError `internal` when the file cannot be written. */
  set(id: string, name: string, now = new Date()): void {
    const line = JSON.stringify({ id, thread_name: name, updated_at: now.toISOString() });
    try {
      appendFileSync(this.#file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new EngineError('internal', `cannot write the thread name to ${this.#file}: ${reason}`);
    }
    this.#names.set(id, name);
  }
}

function readNames(file: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const entry = JSON.parse(line) as { id?: unknown; thread_name?: unknown } | null;
      if (typeof entry?.id === 'string' && typeof entry.thread_name === 'string')
        names.set(entry.id, entry.thread_name);
    } catch {
      // A torn or foreign line names nobody.
    }
  }
  return names;
}

function stampOf(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs}:${size}`;
  } catch {
    return '';
  }
}
