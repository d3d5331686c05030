import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { expect, test } from 'vitest';
import { buildInitialContext, type ContextFacts, updateContext } from './build-context.ts';
import { fromWorldState, toWorldState } from './world-state.ts';

const config = {
  developerInstructions: null,
  includePermissionsInstructions: true,
  includeEnvironmentContext: true,
  includeEnvironmentContextTime: true,
  includeCollaborationModeInstructions: true,
};
const nothing = { directory: '/work', text: '', sources: [] };

const facts: ContextFacts = {
  cwd: '/work',
  shell: '/bin/bash',
  approvalPolicy: 'on-request',
  sandboxPolicy: { type: 'readOnly', networkAccess: false },
  now: new Date(2026, 10, 21, 0, 30),
  timezone: 'Europe/Berlin',
  projectInstructions: nothing,
  config,
  hasEnvironment: true,
  collaborationMode: { mode: 'default', settings: { model: 'm' } },
  deferredTools: [],
  skills: null,
};

function said(items: readonly ResponseItem[]): Array<[role: string, ...texts: string[]]> {
  return items.map((item) => {
    if (item.type !== 'message') throw new Error(`unexpected ${item.type}`);
    return [item.role, ...item.content.map((part) => ('text' in part ? part.text : ''))];
  });
}

/** The tags that the blocks begin with. */
function tags(items: readonly ResponseItem[]): string[] {
  return said(items).flatMap(([role, ...texts]) => texts.map((text) => `${role}: ${/^<?#? ?[\w.]+/.exec(text)?.[0]}`));
}

test('the first context: a developer message and a user message, in the official order', () => {
  const { items } = buildInitialContext({
    ...facts,
    config: { ...config, developerInstructions: 'Be brief.' },
    projectInstructions: { directory: '/work', text: 'Root rule.\n', sources: ['/work/AGENTS.md'] },
  });
  const [developer, user] = said(items);
  expect(developer?.slice(0, 2)).toEqual(['developer', 'Be brief.']);
  expect(developer?.[2]).toMatch(
    /^<permissions instructions>\n[\s\S]*`read-only`[\s\S]*\n<\/permissions instructions>$/,
  );
  expect(user).toEqual([
    'user',
    '# AGENTS.md instructions for /work\n\n<INSTRUCTIONS>\nRoot rule.\n\n</INSTRUCTIONS>',
    `<environment_context>
  <cwd>/work</cwd>
  <shell>bash</shell>
  <current_date>2026-11-21</current_date>
  <timezone>Europe/Berlin</timezone>
  <filesystem><workspace_roots><root>/work</root></workspace_roots><permission_profile type="managed"><file_system type="restricted"><entry access="read"><special>:root</special></entry></file_system></permission_profile></filesystem>
</environment_context>`,
  ]);
});

test('blocks can be switched off; without any there is no message', () => {
  const off = { ...config, includePermissionsInstructions: false, includeEnvironmentContext: false };
  expect(buildInitialContext({ ...facts, config: off }).items).toEqual([]);
});

const managed = (...entries: string[]) =>
  `<permission_profile type="managed"><file_system type="restricted">${entries.join('')}</file_system></permission_profile>`;
const readAll = '<entry access="read"><special>:root</special></entry>';
const path = (access: string, name: string) => `<entry access="${access}"><path>${name}</path></entry>`;

const profiles: ReadonlyArray<readonly [SandboxPolicy, string]> = [
  [
    { type: 'dangerFullAccess' },
    '<permission_profile type="disabled"><file_system type="unrestricted" /></permission_profile>',
  ],
  [
    { type: 'externalSandbox', networkAccess: 'enabled' },
    '<permission_profile type="external"><file_system type="external" /></permission_profile>',
  ],
  [{ type: 'readOnly', networkAccess: true }, managed(readAll)],
  [
    { type: 'workspaceWrite', writableRoots: ['/a<b>&'], networkAccess: false, excludeSlashTmp: true },
    managed(
      readAll,
      path('write', '/work'),
      path('write', '/a&lt;b&gt;&amp;'),
      '<entry access="write"><special>:tmpdir</special></entry>',
      ...['.git', '.agents', '.codex'].map((name) => path('read', `/work/${name}`)),
    ),
  ],
];

test.each(profiles)('the file system of %j', (sandboxPolicy, profile) => {
  const block = said(buildInitialContext({ ...facts, sandboxPolicy }).items)[1]?.[1];
  expect(block).toContain(`</workspace_roots>${profile}</filesystem>`);
});

test('each policy has its own permissions text', () => {
  const texts = new Set<string>();
  for (const approvalPolicy of ['on-request', 'never', 'untrusted'] as const) {
    for (const [sandboxPolicy] of profiles) {
      texts.add(said(buildInitialContext({ ...facts, approvalPolicy, sandboxPolicy }).items)[0]?.[1] ?? '');
    }
  }
  expect(texts.size).toBe(12);
  const granular = { sandbox_approval: false, rules: true, mcp_elicitations: false };
  const [developer] = said(buildInitialContext({ ...facts, approvalPolicy: { granular } }).items);
  expect(developer?.[1]).toMatch(
    /Put to the user: `rules`\.[\s\S]*Rejected at once: `sandbox_approval`, `mcp_elicitations`\./,
  );
});

test('between turns only what changed is said', () => {
  const { state } = buildInitialContext(facts);
  expect(updateContext(state, { ...facts, now: new Date(2026, 10, 21, 12) }).items).toEqual([]);
  expect(tags(updateContext(state, { ...facts, approvalPolicy: 'never' }).items)).toEqual(['developer: <permissions']);
  const sandbox = updateContext(state, { ...facts, sandboxPolicy: { type: 'dangerFullAccess' } });
  expect(tags(sandbox.items)).toEqual(['developer: <permissions', 'user: <environment_context']);
  expect(said(sandbox.items)[1]?.[1]).not.toContain('<cwd>');
  const moved = updateContext(state, {
    ...facts,
    cwd: '/other',
    projectInstructions: { directory: '/other', text: 'Other rule.', sources: [] },
  });
  expect(tags(moved.items)).toEqual(['user: # AGENTS.md', 'user: <environment_context']);
  expect(said(moved.items)[1]?.[1]).toContain('<cwd>/other</cwd>');
  expect(
    updateContext(moved.state, {
      ...facts,
      cwd: '/other',
      projectInstructions: { directory: '/other', text: 'Other rule.', sources: [] },
    }).items,
  ).toEqual([]);
});

const plan = { mode: 'plan' as const, settings: { model: 'm', developer_instructions: 'Plan first.' } };

test('a mode and tools to be searched for are told where the official server tells them, and once', () => {
  const deferredTools = [{ name: 'crm', description: 'Customers.' }];
  const planning = { ...facts, collaborationMode: plan, deferredTools };
  const { items, state } = buildInitialContext(planning);
  expect(said(items)[0]?.slice(2)).toEqual([
    '<collaboration_mode>Plan first.</collaboration_mode>',
    '<tools>\nDeferred tool namespaces:\n- crm: Customers.\n</tools>',
  ]);
  expect(updateContext(state, planning).items).toEqual([]);
  const acting = { ...plan, mode: 'default' as const, settings: { model: 'm', developer_instructions: 'Act.' } };
  expect(said(updateContext(state, { ...planning, collaborationMode: acting }).items)).toEqual([
    ['developer', '<collaboration_mode>Act.</collaboration_mode>'],
  ]);
  expect(fromWorldState(JSON.parse(JSON.stringify(toWorldState(state))))).toEqual(state);
});

test('without an environment only date and zone are told; a later one is told whole', () => {
  const { items, state } = buildInitialContext({ ...facts, hasEnvironment: false });
  const block = said(items)[1]?.[1];
  expect(block).toBe(
    '<environment_context>\n  <current_date>2026-11-21</current_date>\n  <timezone>Europe/Berlin</timezone>\n</environment_context>',
  );
  expect(fromWorldState(JSON.parse(JSON.stringify(toWorldState(state))))).toEqual(state);
  expect(said(updateContext(state, facts).items)[0]?.[1]).toContain('<cwd>/work</cwd>');
});

test('changed and vanished instructions are marked as such', () => {
  const before = buildInitialContext({ ...facts, projectInstructions: { ...nothing, text: 'one' } }).state;
  const changed = said(updateContext(before, { ...facts, projectInstructions: { ...nothing, text: 'two' } }).items);
  expect(changed).toHaveLength(1);
  expect(changed[0]?.[1]).toMatch(/take the place of all AGENTS\.md instructions given before\.\n\ntwo\n/);
  expect(said(updateContext(before, facts).items)[0]?.[1]).toMatch(/do not apply/);
});

test('what was told survives being recorded', () => {
  const projectInstructions = { directory: '/work', text: 'x', sources: ['/work/AGENTS.md'] };
  for (const state of [
    buildInitialContext(facts).state,
    buildInitialContext({ ...facts, projectInstructions }).state,
  ]) {
    expect(fromWorldState(JSON.parse(JSON.stringify(toWorldState(state))))).toEqual(state);
  }
  const strange = fromWorldState({ agents_md: 7, environments: { environments: null }, permissions: [] });
  expect(updateContext(strange, facts).items).toHaveLength(2);
});
