// The official documents of the protocol, as an installed version writes them: its JSON Schema without prose, the names
// of all files, the order of all methods. The copy that tests compare with is made by
// `scripts/node scripts/protocol-official.ts`.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { officialCodex, officialVersion } from './peers.ts';
import type { Definitions, Schema } from './protocol-normal.ts';
import { run } from './run.ts';
import { root } from './sources.ts';

export interface OfficialSchemas {
  readonly version: string;
  readonly stable: Definitions;
  readonly experimental: Definitions;
}

export const messageUnions = ['ClientRequest', 'ServerRequest', 'ServerNotification', 'ClientNotification'] as const;

/** What the schemas do not tell. */
export interface OfficialNames {
  /** The methods of each union of messages in order, as the TypeScript has them: some have no schema. */
  readonly methods: Readonly<Record<(typeof messageUnions)[number], readonly string[]>>;
  /** The files of `generate-ts` and `generate-json-schema` with `--experimental`. */
  readonly files: readonly string[];
  /** Those that are not there without. */
  readonly experimentalFiles: readonly string[];
}

const copy = path.join(root, 'tests/protocol/official-schemas.json');
const namesCopy = path.join(root, 'tests/protocol/official-names.json');

/** As it is stored: of the stable surface only what differs from the experimental one. */
interface Stored {
  readonly version: string;
  readonly experimental: Definitions;
  readonly stable: { readonly without: readonly string[]; readonly changed: Definitions };
}

/** The copy in this repository. */
export function storedSchemas(): OfficialSchemas {
  const { version, experimental, stable } = JSON.parse(readFileSync(copy, 'utf8')) as Stored;
  const kept = Object.entries(experimental).filter(([name]) => !stable.without.includes(name));
  return { version, experimental, stable: { ...Object.fromEntries(kept), ...stable.changed } };
}

export function storedNames(): OfficialNames {
  return JSON.parse(readFileSync(namesCopy, 'utf8')) as OfficialNames;
}

/** What a program writes. */
export async function exportedSchemas(program: string, version: string): Promise<OfficialSchemas> {
  return inFolder(async (folder) => {
    const definitions = async (...options: string[]) => {
      await generate(program, 'generate-json-schema', folder, options);
      return readBundle(readFileSync(path.join(folder, 'codex_app_server_protocol.schemas.json'), 'utf8'));
    };
    return { version, stable: await definitions(), experimental: await definitions('--experimental') };
  });
}

/** The names of what a program writes. */
export async function exportedNames(program: string): Promise<OfficialNames> {
  const files = (...options: string[]) =>
    inFolder(async (folder) => {
      await generate(program, 'generate-ts', folder, options);
      await generate(program, 'generate-json-schema', folder, options);
      return { names: fileNames(folder), methods: methodsIn(folder) };
    });
  const [stable, experimental] = [await files(), await files('--experimental')];
  const experimentalFiles = experimental.names.filter((name) => !stable.names.includes(name));
  return { methods: experimental.methods, files: experimental.names, experimentalFiles };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'codex-protocol-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function generate(program: string, command: string, folder: string, options: readonly string[]): Promise<void> {
  const env = { ...process.env, CODEX_HOME: tmpdir() };
  const { status, output } = await run(program, ['app-server', command, '--out', folder, ...options], { env });
  if (status !== 0) throw new Error(`${program} ${command} fails:\n${output}`);
}

function fileNames(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(ts|json)$/.test(name)).sort();
}

function methodsIn(folder: string): OfficialNames['methods'] {
  const entries = messageUnions.map((union) => {
    const text = readFileSync(path.join(folder, `${union}.ts`), 'utf8');
    return [union, [...text.matchAll(/"method": "([^"]+)"/g)].map(([, method = '']) => method)];
  });
  return Object.fromEntries(entries);
}

/** Both namespaces as one; where a name is in both, they are the same type. */
export function readBundle(text: string): Definitions {
  const { definitions } = JSON.parse(text) as { definitions: Record<string, Schema> };
  const { v2, ...rest } = definitions;
  return withoutProse({ ...rest, ...(v2 as Definitions) }, 'names') as Definitions;
}

const prose: ReadonlySet<string> = new Set(['description', 'title', 'default', '$schema']);
const named: ReadonlySet<string> = new Set(['properties', 'definitions']);

/** The keys of `names` are no keywords. */
function withoutProse(value: unknown, keys: 'names' | 'keywords'): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item, 'keywords'));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => keys === 'names' || !prose.has(key));
  return Object.fromEntries(
    kept.map(([key, inner]) => [
      key,
      withoutProse(inner, keys === 'keywords' && named.has(key) ? 'names' : 'keywords'),
    ]),
  );
}

function store({ version, stable, experimental }: OfficialSchemas): void {
  const without = Object.keys(experimental).filter((name) => stable[name] === undefined);
  const differs = ([name, schema]: [string, Schema]) => JSON.stringify(schema) !== JSON.stringify(experimental[name]);
  const changed = Object.fromEntries(Object.entries(stable).filter(differs));
  const stored: Stored = { version, experimental, stable: { without, changed } };
  writeFileSync(copy, `${JSON.stringify(stored)}\n`);
}

if (import.meta.main) {
  const program = officialCodex();
  if (program === undefined) throw new Error('the official binary is not installed. Run: npm run setup');
  store(await exportedSchemas(program, officialVersion));
  writeFileSync(namesCopy, `${JSON.stringify(await exportedNames(program))}\n`);
  for (const file of [copy, namesCopy]) console.log(`${path.relative(root, file)}: written from ${officialVersion}`);
}
