// A throw-away CODEX_HOME with a config.toml, and requests to load it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigRequest } from '@codex/engine/config/layers.ts';

export interface ConfigHome extends AsyncDisposable {
  readonly root: string;
  readonly home: string;
  readonly cwd: string;
  readonly file: string;
  request(changes?: Partial<ConfigRequest>): ConfigRequest;
}

export async function configHome(toml: string | null): Promise<ConfigHome> {
  const root = await mkdtemp(join(tmpdir(), 'codex-config-'));
  const home = join(root, 'home');
  const cwd = join(root, 'work');
  await mkdir(home);
  await mkdir(cwd);
  const file = join(home, 'config.toml');
  if (toml !== null) await writeFile(file, toml.replaceAll('CWD', cwd));
  const base: ConfigRequest = {
    codexHome: home,
    cwd,
    overrides: [],
    strictConfig: false,
    env: {},
    systemDirectory: root,
  };
  return {
    root,
    home,
    cwd,
    file,
    request: (changes = {}) => ({ ...base, ...changes }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
