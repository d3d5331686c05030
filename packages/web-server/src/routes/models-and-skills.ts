// Rows of models and their providers, skills, hooks, apps, features and permission profiles.
import { Type } from '@codex/protocol/type.ts';
import { readApp } from '../handlers/apps.ts';
import { listModels } from '../handlers/models.ts';
import { writeSkill } from '../handlers/skills.ts';
import type { Fields, Route } from '../rest/route.ts';

const { String: text, Integer: whole, Optional: optional } = Type;

const skill = {
  handle: writeSkill,
  covers: ['skills/config/write'],
  ownInput: true,
  takes: { enabled: Type.Boolean() },
  adds: { effective_enabled: Type.Boolean() },
} as const;

/** A custom gateway without an id gets one. */
function isNewProvider({ settings }: Fields): boolean {
  const { type, provider_id, providerId } = (settings ?? {}) as Fields;
  return type === 'customGateway' && provider_id == null && providerId == null;
}

export const modelRoutes = [
  {
    verb: 'GET',
    path: '/api/v2/models',
    about: 'List models, by limit and offset or by cursor',
    handle: listModels,
    covers: ['model/list'],
    takes: {
      offset: optional(whole()),
      provider: optional(text()),
      capability: optional(Type.Enum(['image', 'vision', 'audio'])),
    },
    adds: { total: whole(), limit: whole(), offset: whole() },
  },
  { verb: 'GET', path: '/api/v2/model-providers', about: 'List model providers', method: 'modelProvider/list' },
  {
    verb: 'PATCH',
    path: '/api/v2/model-providers',
    about: 'Configure a model provider; 201 when it is new',
    method: 'modelProvider/config/write',
    urls: ({ settings }) => settings,
    statusOf: (_, input) => (isNewProvider(input) ? 201 : 200),
  },
  {
    verb: 'GET',
    path: '/api/v2/model-providers/capabilities',
    about: 'What the provider in use can do',
    method: 'modelProvider/capabilities/read',
  },
  { verb: 'GET', path: '/api/v2/skills', about: 'List skills by folder', method: 'skills/list' },
  {
    verb: 'PUT',
    path: '/api/v2/skills/extra-roots',
    about: 'Set further folders with skills',
    method: 'skills/extraRoots/set',
  },
  { verb: 'PATCH', path: '/api/v2/skills/{name}', about: 'Turn a skill on or off, by name or path', ...skill },
  { verb: 'PUT', path: '/api/v2/skills/{name}/config', about: 'Turn a skill on or off, by name or path', ...skill },
  { verb: 'GET', path: '/api/v2/hooks', about: 'List hooks of folders or of a thread', method: 'hooks/list' },
  { verb: 'GET', path: '/api/v2/apps', about: 'List apps', method: 'app/list' },
  { verb: 'GET', path: '/api/v2/apps/installed', about: 'List installed apps', method: 'app/installed' },
  { verb: 'GET', path: '/api/v2/apps/details', about: 'Read several apps', method: 'app/read' },
  {
    verb: 'GET',
    path: '/api/v2/apps/{app_id}',
    about: 'Read one app',
    handle: readApp,
    covers: ['app/read'],
    ownAnswer: true,
    takes: { thread_id: optional(text()), include_tools: optional(Type.Boolean()) },
  },
  { verb: 'GET', path: '/api/v2/features', about: 'List experimental features', method: 'experimentalFeature/list' },
  {
    verb: 'PATCH',
    path: '/api/v2/features',
    about: 'Turn experimental features on or off',
    method: 'experimentalFeature/enablement/set',
  },
  {
    verb: 'GET',
    path: '/api/v2/permission-profiles',
    about: 'List permission profiles',
    method: 'permissionProfile/list',
  },
] as const satisfies readonly Route[];
