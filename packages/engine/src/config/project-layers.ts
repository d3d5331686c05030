// The `.codex` folders between the root of a project and a directory in it. They count only where the user trusts the
// project, and even then they cannot say whom the server talks to or what it starts on its own.
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ConfigToml } from './config-toml.ts';
import { type Layer, readLayerFile } from './layer.ts';
import { nearestAncestor, trustOf } from './project-trust.ts';

/** Keys with which a repository could redirect secrets or start programs. In the order in which warnings name them. */
export const userOnly: readonly string[] = [
  'openai_base_url',
  'chatgpt_base_url',
  'apps_mcp_product_sku',
  'responses_api_metadata',
  'model_provider',
  'model_providers',
  'notify',
  'profile',
  'profiles',
  'experimental_realtime_webrtc_call_base_url',
  'experimental_realtime_ws_base_url',
  'otel',
];

export interface ProjectRequest {
  readonly codexHome: string;
  readonly cwd: string;
  /** What the layers below and above say: who is trusted, and where projects begin. */
  readonly settings: Pick<ConfigToml, 'projects' | 'project_root_markers'>;
}

/** From the root of the project down to the directory. */
export async function projectLayers({ codexHome, cwd, settings }: ProjectRequest): Promise<Layer[]> {
  const root = (await nearestAncestor(cwd, settings.project_root_markers ?? ['.git'])) ?? resolve(cwd);
  const layers: Layer[] = [];
  for (const directory of pathDown(root, resolve(cwd))) {
    const folder = join(directory, '.codex');
    if (folder === codexHome || !(await isDirectory(folder))) continue;
    const disabledReason = await distrust({ codexHome, cwd, settings }, directory, root);
    layers.push(await readProjectLayer(folder, disabledReason));
  }
  return layers;
}

async function readProjectLayer(dotCodexFolder: string, disabledReason: string | null): Promise<Layer> {
  const source = { type: 'project', dotCodexFolder } as const;
  const path = join(dotCodexFolder, 'config.toml');
  const layer = await readLayerFile(path, { source, label: 'project', base: dotCodexFolder, disabledReason });
  const ignoredKeys = userOnly.filter((key) => Object.hasOwn(layer.table, key));
  const table = Object.fromEntries(Object.entries(layer.table).filter(([key]) => !ignoredKeys.includes(key)));
  return { ...layer, table, ignoredKeys };
}

const UNTRUSTED = 'is marked as untrusted in the effective configuration';

async function distrust({ codexHome, settings }: ProjectRequest, directory: string, root: string) {
  const { level, place } = await trustOf(settings.projects, directory, root);
  const what = 'load project-local config, hooks, and exec policies';
  if (level === 'trusted') return null;
  if (level === null) return `To ${what}, add ${place} as a trusted project in ${join(codexHome, 'config.toml')}.`;
  return `${place} ${UNTRUSTED}. To ${what}, update its trust setting. If that setting is managed by your organization, contact your administrator.`;
}

/** What a client is told at startup; null when nothing is disabled. */
export function disabledWarning(layers: readonly Layer[]): string | null {
  const disabled = layers.flatMap(({ source, disabledReason }) =>
    source.type === 'project' && disabledReason !== null ? [{ folder: source.dotCodexFolder, disabledReason }] : [],
  );
  if (disabled.length === 0) return null;
  const lines = disabled.map(({ folder, disabledReason }, i) => `    ${i + 1}. ${folder}\n       ${disabledReason}\n`);
  // Skills of a project that the user marked do not, unlike those of one that nobody spoke of.
  const skills = disabled.some(({ disabledReason }) => disabledReason.includes(UNTRUSTED))
    ? ''
    : ', but skills still load';
  return `Project-local config, hooks, and exec policies are disabled in the following folders until the project is trusted${skills}.\n${lines.join('')}`;
}

export function ignoredKeysWarnings(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ file, ignoredKeys, disabledReason }) =>
    ignoredKeys.length === 0 || disabledReason !== null
      ? []
      : [
          `Ignored unsupported project-local config keys in ${file?.path}: ${ignoredKeys.join(', ')}. If you want these settings to apply, manually set them in your user-level config.toml.`,
        ],
  );
}

function pathDown(root: string, directory: string): string[] {
  const path = [directory];
  for (let at = directory; at !== root && at !== dirname(at); at = dirname(at)) path.unshift(dirname(at));
  return path;
}

function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
