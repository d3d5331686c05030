// The official JSON Schema of the protocol, without its prose: what `codex app-server generate-json-schema` of an
// installed version writes. The copy that tests compare with is made by `scripts/node scripts/protocol-official.ts`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const copy = path.join(root, 'tests/protocol/official-schemas.json');

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

/** What a program writes. */
export async function exportedSchemas(program: string, version: string): Promise<OfficialSchemas> {
  const folder = mkdtempSync(path.join(tmpdir(), 'codex-schemas-'));
  try {
    const stable = await definitionsOf(program, path.join(folder, 'stable'), []);
    const experimental = await definitionsOf(program, path.join(folder, 'experimental'), ['--experimental']);
    return { version, stable, experimental };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function definitionsOf(program: string, folder: string, options: readonly string[]): Promise<Definitions> {
  const env = { ...process.env, CODEX_HOME: tmpdir() };
  const { status, output } = await run(program, ['app-server', 'generate-json-schema', '--out', folder, ...options], {
    env,
  });
  if (status !== 0) throw new Error(`${program} writes no schemas:\n${output}`);
  return readBundle(readFileSync(path.join(folder, 'codex_app_server_protocol.schemas.json'), 'utf8'));
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
  console.log(`${path.relative(root, copy)}: written from ${officialVersion}`);
}
