// What users add: hooks, skills, permission profiles.
import {
  boolean,
  byDefault,
  isTable,
  list,
  mapOf,
  omitted,
  type Path,
  pathString,
  type Report,
  type Rule,
  string,
  table,
  unread,
  withTraits,
} from '../rules.ts';

const events = [
  'PreModelRequest',
  'PostModelRequest',
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PreCompact',
  'PostCompact',
  'SessionStart',
  'SessionEnd',
  'UserPromptSubmit',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'Interrupt',
];

const commandDefaults = { commandWindows: null, timeout: null, async: false, statusMessage: null };

const handler: Rule<unknown> = withTraits<unknown>(
  (value, path, report) => {
    if (!isTable(value)) return report.wrong(path, 'expected internally tagged enum HookHandlerConfig');
    if (!('type' in value)) report.wrong(path, 'missing field `type`');
  },
  { show: (value) => (isTable(value) && value.type === 'command' ? { ...commandDefaults, ...value } : value) },
);

const groups = byDefault(list(table('MatcherGroup', { matcher: string, hooks: byDefault(list(handler), []) })), []);

export const hooks = table('HooksToml', {
  ...(Object.fromEntries(events.map((event) => [event, groups])) as Readonly<Record<string, typeof groups>>),
  state: omitted(mapOf(table('HookStateToml', { enabled: unread, trusted_hash: unread }))),
});

const skillRule = table('SkillConfig', {
  path: omitted(pathString),
  name: omitted(string),
  enabled: omitted(boolean),
});

const completeSkillRule = withTraits((value: unknown, path: Path, report: Report) => {
  skillRule(value, path, report);
  if (isTable(value) && !Object.hasOwn(value, 'enabled')) report.wrong(path, 'missing field `enabled`');
}, skillRule) as typeof skillRule;

export const skills = table(
  'SkillsConfig',
  {
    config: omitted(list(completeSkillRule)),
    bundled: omitted(table('BundledSkillsConfig', { enabled: boolean })),
    include_instructions: omitted(boolean),
  },
  omitted(unread),
);

const profile = table('PermissionProfileToml', {
  description: string,
  extends: string,
  workspace_roots: unread,
  filesystem: unread,
  network: unread,
});

export const permissions = mapOf(profile);
