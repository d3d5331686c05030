// What can be brought over from another coding agent: instructions, settings, skills, sessions and more.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The kind of thing to bring over. */
export const ExternalAgentConfigMigrationItemType = stringEnum([
  'AGENTS_MD',
  'CONFIG',
  'SKILLS',
  'PLUGINS',
  'MCP_SERVER_CONFIG',
  'SUBAGENTS',
  'HOOKS',
  'COMMANDS',
  'MEMORY',
  'SESSIONS',
]);
export type ExternalAgentConfigMigrationItemType = Static<typeof ExternalAgentConfigMigrationItemType>;

/** A command, by name. */
export const CommandMigration = struct('CommandMigration', {
  name: Type.String(),
});
export type CommandMigration = Static<typeof CommandMigration>;

/** A hook, by name. */
export const HookMigration = struct('HookMigration', {
  name: Type.String(),
});
export type HookMigration = Static<typeof HookMigration>;

/** An MCP server, by name. */
export const McpServerMigration = struct('McpServerMigration', {
  name: Type.String(),
});
export type McpServerMigration = Static<typeof McpServerMigration>;

/** Plugins of one marketplace. */
export const PluginsMigration = struct('PluginsMigration', {
  marketplaceName: Type.String(),
  pluginNames: Type.Array(Type.String()),
});
export type PluginsMigration = Static<typeof PluginsMigration>;

/** A conversation: its file and the folder it was about. */
export const SessionMigration = struct('SessionMigration', {
  path: PathBuf,
  cwd: PathBuf,
  title: nullish(Type.String()),
});
export type SessionMigration = Static<typeof SessionMigration>;

/** A skill, by name. */
export const SkillMigration = struct('SkillMigration', {
  name: Type.String(),
});
export type SkillMigration = Static<typeof SkillMigration>;

/** A sub-agent, by name. */
export const SubagentMigration = struct('SubagentMigration', {
  name: Type.String(),
});
export type SubagentMigration = Static<typeof SubagentMigration>;

/** What exactly an item holds, by kind. */
export const MigrationDetails = struct('MigrationDetails', {
  plugins: Type.Optional(Type.Array(PluginsMigration)),
  skills: Type.Optional(Type.Array(SkillMigration)),
  sessions: Type.Optional(Type.Array(SessionMigration)),
  mcpServers: Type.Optional(Type.Array(McpServerMigration)),
  hooks: Type.Optional(Type.Array(HookMigration)),
  subagents: Type.Optional(Type.Array(SubagentMigration)),
  commands: Type.Optional(Type.Array(CommandMigration)),
  /** Files with memories. */
  memory: Type.Optional(Type.Array(Type.String())),
});
export type MigrationDetails = Static<typeof MigrationDetails>;

/** Something to bring over. */
export const ExternalAgentConfigMigrationItem = struct('ExternalAgentConfigMigrationItem', {
  itemType: ExternalAgentConfigMigrationItemType,
  description: Type.String(),
  /** The repository it belongs to; null or empty for the user's home. */
  cwd: nullish(PathBuf),
  details: nullish(MigrationDetails),
});
export type ExternalAgentConfigMigrationItem = Static<typeof ExternalAgentConfigMigrationItem>;

/** One thing that was brought over. */
export const ExternalAgentConfigImportItemTypeSuccess = struct('ExternalAgentConfigImportItemTypeSuccess', {
  itemType: ExternalAgentConfigMigrationItemType,
  cwd: nullish(PathBuf),
  /** Where it was. */
  source: nullish(Type.String()),
  /** Where it is now. */
  target: nullish(Type.String()),
  /** Of a session. */
  title: nullish(Type.String()),
});
export type ExternalAgentConfigImportItemTypeSuccess = Static<typeof ExternalAgentConfigImportItemTypeSuccess>;

/** One thing that was not. */
export const ExternalAgentConfigImportItemTypeFailure = struct('ExternalAgentConfigImportItemTypeFailure', {
  itemType: ExternalAgentConfigMigrationItemType,
  errorType: nullish(Type.String()),
  subErrorType: nullish(Type.String()),
  /** The step that failed. */
  failureStage: Type.String(),
  message: Type.String(),
  cwd: nullish(PathBuf),
  /** Where it was. */
  source: nullish(Type.String()),
});
export type ExternalAgentConfigImportItemTypeFailure = Static<typeof ExternalAgentConfigImportItemTypeFailure>;
