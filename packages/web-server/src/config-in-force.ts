// The configuration in force outside of any project. Read without an engine: the app-server may run elsewhere.
import { readLayers } from '@codex/engine/config/layers.ts';
import type { Options } from './options.ts';

export async function readConfig({ codexHome, overrides }: Options): Promise<Readonly<Record<string, unknown>>> {
  const request = {
    codexHome,
    cwd: process.cwd(),
    overrides,
    withoutProject: true,
    strictConfig: false,
    env: process.env,
  };
  return (await readLayers(request)).merged;
}
