// The configuration routes: the documented bodies {key, value} and {values} besides those of the protocol.
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import { inputOf, request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

/** GET /config: the keys in force at the top, and under `config` together with where they come from. */
export async function readConfig(call: Call, app: App): Promise<Fields> {
  const { include_layers, includeLayers, ...input } = inputOf(call, 'config/read');
  const wanted = include_layers ?? includeLayers ?? false;
  if (typeof wanted !== 'boolean') throw invalidRequest('include_layers must be true or false');
  const { config, origins, layers } = await request(app, 'config/read', { ...input, include_layers: true });
  return {
    ...(config as Fields),
    config,
    origins,
    layers: wanted ? layers : null,
    version: userVersion(layers),
  };
}

function userVersion(layers: unknown): unknown {
  const all = (layers ?? []) as ReadonlyArray<{ name: { type: string }; version: unknown }>;
  return all.find((layer) => layer.name.type === 'user')?.version ?? null;
}

/** PUT /config. */
export function valueWrite({ key, ...input }: Fields): Fields {
  const path = input.key_path ?? input.keyPath ?? key;
  if (typeof path !== 'string' || path === '') throw invalidRequest('key must be a string');
  if (!('value' in input)) throw invalidRequest('value is missing; null clears the key');
  return { merge_strategy: 'replace', ...input, key_path: path };
}

/** PATCH /config. */
export function batchWrite({ values, ...input }: Fields): Fields {
  if (values === undefined) return input;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw invalidRequest('values must be an object');
  }
  const edits = Object.entries(values).map(([key_path, value]) => ({ key_path, value, merge_strategy: 'replace' }));
  return { ...input, edits: [...edits, ...((input.edits as unknown[] | undefined) ?? [])] };
}

/** Keys whose values decide what runs here, or who is talked to. */
const powerful =
  /^(mcp_servers|model_providers|notify|hooks|shell_environment_policy|projects|sandbox_|approval_policy|chatgpt_base_url)/;

/** The answer; changes that decide what runs are told in the server's own output, without their values. */
export function writtenConfig(result: Fields, input: Fields): Fields {
  const edits = (input.edits ?? [input]) as ReadonlyArray<{ key_path?: unknown; keyPath?: unknown }>;
  const keys = edits.map((edit) => String(edit.key_path ?? edit.keyPath)).filter((key) => powerful.test(key));
  if (keys.length > 0) console.log(`configuration written over REST: ${JSON.stringify(keys)}`);
  return { success: true, ...result, new_version: result.version };
}
