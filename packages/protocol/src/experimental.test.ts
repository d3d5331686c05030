// The gate of the experimental surface: what it guards, and in which words it refuses.
import { expect, test } from 'vitest';
import { experimentalFields, experimentalMethods, refuseExperimental } from './experimental.ts';
import { clientMethodNames } from './generated/method-names.ts';
import type { ClientMethod } from './methods.ts';

const granular = { granular: { sandbox_approval: true, rules: true, mcp_elicitations: true } };

test('no field is guarded of a method that is guarded itself', () => {
  const methods = Object.keys(experimentalFields) as ClientMethod[];
  expect(methods.filter((method) => experimentalMethods.has(method) || !clientMethodNames.includes(method))).toEqual(
    [],
  );
});

test.each<[ClientMethod, unknown, string | undefined]>([
  ['project/list', {}, 'project/list'],
  ['thread/turns/list', { threadId: 't' }, undefined],
  ['thread/items/list', { threadId: 't' }, undefined],
  ['thread/items/list', { threadId: 't', deferOutput: { commandExecution: false } }, undefined],
  ['thread/items/list', { threadId: 't', deferOutput: null }, undefined],
  [
    'thread/items/list',
    { threadId: 't', deferOutput: { mcpToolCall: true, commandExecution: true } },
    'thread/items/list.deferOutput.commandExecution',
  ],
  [
    'thread/items/list',
    { threadId: 't', deferOutput: { mcpToolCall: true } },
    'thread/items/list.deferOutput.mcpToolCall',
  ],
  ['thread/goal/get', { threadId: 't' }, undefined],
  ['thread/search', { searchTerm: 'x' }, 'thread/search'],
  ['thread/metadata/update', { threadId: 't', daybreakEnabled: true }, 'thread/metadata/update.daybreakEnabled'],
  ['command/exec', { command: ['true'], permissionProfile: 'p' }, 'command/exec.permissionProfile'],
  ['thread/start', {}, undefined],
  ['thread/start', { environments: [] }, 'thread/start.environments'],
  ['thread/start', { environments: null }, undefined],
  ['thread/start', { daybreakEnabled: false }, 'thread/start.daybreakEnabled'],
  ['thread/start', { experimentalRawEvents: false }, undefined],
  [
    'thread/start',
    { experimentalRawEvents: true, allowProviderModelFallback: true },
    'thread/start.allowProviderModelFallback',
  ],
  ['thread/start', { approvalPolicy: 'never' }, undefined],
  ['turn/start', { approvalPolicy: granular, permissions: 'x' }, 'askForApproval.granular'],
  ['turn/start', { approvalPolicy: granular, runtimeWorkspaceRoots: [] }, 'turn/start.runtimeWorkspaceRoots'],
  ['thread/resume', { threadId: 't', path: '' }, undefined],
  ['thread/resume', { threadId: 't', path: '/x' }, 'thread/resume.path'],
  ['thread/list', { projectId: null }, 'thread/list.projectId'],
  ['thread/metadata/update', { threadId: 't', projectId: null }, undefined],
  ['account/login/start', { type: 'apiKey', apiKey: 'k' }, undefined],
  ['account/login/start', { type: 'chatgptAuthTokens' }, 'account/login/start.chatgptAuthTokens'],
  ['account/login/start', { type: 'amazonBedrockAccessKeys' }, 'account/login/start.amazonBedrockAccessKeys'],
  ['account/login/start', { type: 'amazonBedrock', apiKey: 'k', region: 'r' }, undefined],
  ['collaborationMode/list', {}, 'collaborationMode/list'],
  ['accountSession/list', {}, 'accountSession/list'],
])('%s %j', (method, params, subject) => {
  expect(refuseExperimental(method, params)).toBe(subject && `${subject} requires experimentalApi capability`);
});
