// The rules of one CODEX_HOME: read when they are first asked for and again when a file has changed. A mistake in a file
// puts no rules in force at first; later the last good ones stay, so that nothing forbidden becomes possible by a typo.
import { appendFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatPrefix, type Prefix } from './exec-policy.ts';
import type { PrefixRule } from './prefix-rule.ts';
import { parseRules } from './rules-parser.ts';
import { type Place, RulesError } from './rules-tokens.ts';

/** A rules file that could not be read. */
export interface RulesFault {
  readonly path: string;
  readonly message: string;
  readonly start: Place;
  readonly end: Place;
}

export interface RuleSet {
  readonly rules: readonly PrefixRule[];
  readonly fault: RulesFault | undefined;
  /** Sentences about calls without effect. */
  readonly notes: readonly string[];
}

const stores = new Map<string, RuleStore>();

/** One store per home in this process: what one thread adds holds for all of them at once. */
export function ruleStore(codexHome: string): RuleStore {
  const known = stores.get(codexHome);
  if (known) return known;
  const store = new RuleStore(join(codexHome, 'rules'));
  stores.set(codexHome, store);
  return store;
}

export class RuleStore {
  readonly #folder: string;
  #stamp: string | undefined;
  #loaded: RuleSet = { rules: [], fault: undefined, notes: [] };
  #added: readonly PrefixRule[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The rules in force now. */
  async current(): Promise<readonly PrefixRule[]> {
    const { rules } = await this.load();
    return this.#added.length === 0 ? rules : [...rules, ...this.#added];
  }

  async load(): Promise<RuleSet> {
    const files = await listFiles(this.#folder);
    const stamp = JSON.stringify(files);
    if (stamp === this.#stamp) return this.#loaded;
    const read = await readRuleFiles(files.map(({ path }) => path));
    const kept = read.fault ? this.#loaded.rules : read.rules;
    this.#loaded = { ...read, rules: kept };
    this.#stamp = stamp;
    return this.#loaded;
  }

  /** Allows a prefix from now on, and for good when the file can be written. False: it could not. */
  async allow(prefix: Prefix): Promise<boolean> {
    const stored = await this.#append(`prefix_rule(pattern=${formatPrefix(prefix)}, decision="allow")`).then(
      () => true,
      () => false,
    );
    const inForce = stored && (await this.load()).fault === undefined;
    const pattern = prefix.map((word) => [word]);
    if (!inForce) this.#added = [...this.#added, { pattern, decision: 'allow', justification: undefined }];
    return stored;
  }

  async #append(rule: string): Promise<void> {
    const file = join(this.#folder, 'default.rules');
    await mkdir(this.#folder, { recursive: true });
    const stored = await readFile(file, 'utf8').catch(() => '');
    if (stored.split('\n').includes(rule)) return;
    await appendFile(file, `${stored === '' || stored.endsWith('\n') ? '' : '\n'}${rule}\n`);
  }
}

/** The rules of some folders as they are now; what is wrong with one of them puts none of its rules in force. */
export async function readRuleFolders(folders: readonly string[]): Promise<RuleSet[]> {
  const files = await Promise.all(folders.map(listFiles));
  return Promise.all(files.map((list) => readRuleFiles(list.map(({ path }) => path))));
}

/** For people. */
export function describeFault({ path, start, message }: RulesFault): string {
  return `failed to parse rules file ${path}:${start.line}:${start.column}: ${message}`;
}

interface FileStamp {
  readonly path: string;
  readonly changedMs: number;
  readonly size: number;
}

async function listFiles(folder: string): Promise<FileStamp[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => name.endsWith('.rules')).sort();
  const stamps = await Promise.all(
    paths.map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs, size } = await stat(path).catch(() => ({ mtimeMs: 0, size: -1 }));
      return { path, changedMs: mtimeMs, size };
    }),
  );
  return stamps.filter(({ size }) => size >= 0);
}

/** The rules of all files in order, or none and what is wrong with the first bad one. */
export async function readRuleFiles(paths: readonly string[]): Promise<RuleSet> {
  const rules: PrefixRule[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    try {
      const parsed = parseRules(await readFile(path, 'utf8'));
      rules.push(...parsed.rules);
      notes.push(...parsed.ignored.map(({ name, line }) => `${path}:${line}: ${name} has no effect in this server`));
    } catch (error) {
      return { rules: [], fault: faultOf(path, error), notes };
    }
  }
  return { rules, fault: undefined, notes };
}

function faultOf(path: string, error: unknown): RulesFault {
  const nowhere = { line: 1, column: 1 };
  if (error instanceof RulesError) return { path, message: error.message, start: error.start, end: error.end };
  return { path, message: (error as Error).message, start: nowhere, end: nowhere };
}
