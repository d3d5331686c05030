// skills/*: what clients ask about skills.
import { resolve } from 'node:path';
import type { SkillsConfigWriteParams, SkillsConfigWriteResponse } from '@codex/protocol/skills/config-write.ts';
import type { SkillsListEntry, SkillsListParams, SkillsListResponse } from '@codex/protocol/skills/list.ts';
import type { SkillMetadata } from '@codex/protocol/skills/skill.ts';
import type { ConfigStore } from '../config/config-store.ts';
import { ConfigError } from '../config/toml.ts';
import { writeSkillRule } from '../config/write-skill-rule.ts';
import { EngineError } from '../errors.ts';
import type { Skill } from './skill.ts';
import type { SkillStore } from './skill-store.ts';

/** One entry per folder, in their order. A folder whose configuration cannot be read has that as its error. */
export async function listSkills(
  store: SkillStore,
  config: ConfigStore,
  { cwds = [], forceReload = false }: SkillsListParams,
): Promise<SkillsListResponse> {
  if (forceReload) store.forget();
  const server = config.request.cwd;
  const folders = cwds.length > 0 ? cwds : [server];
  return { data: await Promise.all(folders.map((cwd) => skillsOf(store, config, cwd, resolve(server, cwd)))) };
}

async function skillsOf(store: SkillStore, config: ConfigStore, cwd: string, folder: string): Promise<SkillsListEntry> {
  try {
    const catalog = await store.catalog({ cwd: folder, config: await config.load(folder), isWatched: false });
    return { cwd, skills: catalog.skills.map(shownSkill), errors: [...catalog.errors] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { cwd, skills: [], errors: [{ path: folder, message: `failed to reload config: ${error.detail}` }] };
  }
}

function shownSkill(skill: Skill): SkillMetadata {
  const { name, description, shortDescription, dependencies, path } = skill;
  return {
    name,
    description,
    ...(shortDescription !== null && { shortDescription }),
    ...(skill.interface && { interface: skill.interface }),
    ...(dependencies && { dependencies }),
    path,
    scope: skill.root.scope,
    enabled: skill.isEnabled,
    pluginId: null,
  };
}

/** Threads that run already keep what they started with. */
export async function writeSkillConfig(
  config: ConfigStore,
  { path, name, enabled }: SkillsConfigWriteParams,
): Promise<SkillsConfigWriteResponse> {
  const trimmed = name?.trim() || null;
  if ((path == null) === (trimmed === null)) {
    throw new EngineError('invalid_params', 'skills/config/write requires exactly one of path or name');
  }
  const selector = path != null ? { path: resolve(path) } : { name: trimmed ?? '' };
  await writeSkillRule(config.request.codexHome, selector, enabled);
  return { effectiveEnabled: enabled };
}
