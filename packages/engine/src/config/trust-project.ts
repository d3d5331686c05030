// Remembers that the user let a thread write in a project: one entry is added to config.toml, all else stays as it is.
import { join } from 'node:path';
import type { Config } from './config.ts';
import { repositoryRoot } from './project-trust.ts';
import { isTable } from './rules.ts';
import { parseFile } from './toml.ts';
import { setKey } from './toml-edit.ts';
import { changeUserFile } from './user-file.ts';

export interface TrustRequest {
  readonly codexHome: string;
  /** Absolute working directory that the request named. */
  readonly cwd: string;
  /** Of that directory, the request's overrides included. */
  readonly config: Pick<Config, 'trustLevel' | 'sandboxMode'>;
}

/** Adds `[projects."<root>"] trust_level = "trusted"` unless there is an entry or the thread is read-only. */
export async function trustProject(request: TrustRequest): Promise<void> {
  if (request.config.trustLevel !== null || request.config.sandboxMode === 'read-only') return;
  const project = (await repositoryRoot(request.cwd)) ?? request.cwd;
  await changeUserFile(request.codexHome, async (text) => {
    const { projects } = await parseFile(join(request.codexHome, 'config.toml'), text);
    if (isTable(projects) && Object.hasOwn(projects, project)) return text;
    return setKey(text, ['projects', project], { trust_level: 'trusted' }, 'upsert');
  });
}
