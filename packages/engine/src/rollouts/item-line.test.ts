import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemLine, parseItemLine } from './item-line.ts';
import { itemRows } from './item-rows.ts';

const text = fc.string({ minLength: 1 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const id = fc.uuid();
const folder = fc.array(fc.stringMatching(/^[\w é#%]+$/), { minLength: 1 }).map((parts) => `/${parts.join('/')}`);
const outcome = fc.constantFrom('inProgress', 'completed', 'failed');
const ms = maybe(fc.nat(1e9));

const input = fc.oneof(
  fc.record({
    type: fc.constant('text'),
    text,
    text_elements: fc.array(
      fc.record({ byteRange: fc.record({ start: fc.nat(), end: fc.nat() }), placeholder: maybe(text) }),
    ),
  }),
  fc.record({ type: fc.constant('image'), detail: maybe(fc.constant('high')), url: text }),
  fc.record({ type: fc.constant('image'), detail: maybe(fc.constant('low')), fileId: text }),
  fc.record({ type: fc.constant('localImage'), detail: maybe(fc.constant('auto')), path: folder }),
  fc.record({ type: fc.constant('audio'), url: text }),
  fc.record({ type: fc.constant('skill'), name: text, path: folder }),
  fc.record({ type: fc.constant('mention'), name: text, path: folder }),
);

const action = fc.oneof(
  fc.record({ type: fc.constant('read'), command: text, name: text, path: folder }),
  fc.record({ type: fc.constant('listFiles'), command: text, path: maybe(text) }),
  fc.record({ type: fc.constant('search'), command: text, query: maybe(text), path: maybe(text) }),
  fc.record({ type: fc.constant('unknown'), command: text }),
);

const change = fc.tuple(folder, text, maybe(folder), fc.constantFrom('add', 'delete', 'update'));

function fileChanges(changes: [string, string, string | null, string][]) {
  const byPath = new Map(changes.map((entry) => [entry[0], entry]));
  return [...byPath.values()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, diff, move_path, type]) =>
      type === 'update'
        ? { path, kind: { type, move_path }, diff: move_path ? `${diff}\n\nMoved to: ${move_path}` : diff }
        : { path, kind: { type }, diff },
    );
}

const webAction = fc.oneof(
  fc.record({ type: fc.constant('search'), query: maybe(text), queries: maybe(fc.array(text)) }),
  fc.record({ type: fc.constant('openPage'), url: maybe(text) }),
  fc.record({ type: fc.constant('findInPage'), url: maybe(text), pattern: maybe(text) }),
  fc.record({ type: fc.constant('other') }),
);

const agentState = fc.oneof(
  fc.record({ status: fc.constantFrom('completed', 'errored'), message: maybe(text) }),
  fc.record({ status: fc.constantFrom('pendingInit', 'running', 'notFound'), message: fc.constant(null) }),
);

/** Fields of each kind of item, as the wire carries them. */
const fields: Record<string, fc.Arbitrary<object>> = {
  userMessage: fc.record({ clientId: maybe(text), content: fc.array(input) }),
  hookPrompt: fc.record({ fragments: fc.array(fc.record({ hookRunId: text, text })) }),
  agentMessage: fc.record({
    moderation: fc.constant(null),
    text: fc.string(),
    phase: maybe(fc.constantFrom('commentary', 'final_answer')),
    memoryCitation: maybe(fc.record({ entries: fc.constant([]), threadIds: fc.array(id) })),
    delivery: maybe(fc.constant('async')),
    questions: maybe(fc.array(fc.record({ title: text, options: fc.array(text) }))),
  }),
  functionCallOutput: fc.record({ name: text, namespace: maybe(text), output: text }),
  plan: fc.record({ text: fc.string() }),
  reasoning: fc.record({ summary: fc.array(text), content: fc.array(text) }),
  commandExecution: fc.record({
    command: fc.constantFrom("/bin/bash -lc 'echo hi; ls'", 'ls', '/bin/sh -c "a\'b"'),
    cwd: folder,
    pluginId: maybe(text),
    scriptPath: maybe(folder),
    processId: maybe(text),
    source: fc.constantFrom('agent', 'userShell', 'unifiedExecStartup', 'unifiedExecInteraction'),
    status: fc.constantFrom('inProgress', 'completed', 'failed', 'declined'),
    commandActions: fc.array(action),
    aggregatedOutput: maybe(text),
    exitCode: maybe(fc.integer()),
    durationMs: ms,
  }),
  fileChange: fc.record({
    changes: fc.array(change).map(fileChanges),
    status: fc.constantFrom('inProgress', 'completed', 'failed', 'declined'),
  }),
  mcpToolCall: fc.record({
    server: text,
    tool: text,
    status: outcome,
    arguments: fc.dictionary(fc.stringMatching(/^[a-z]+$/), text),
    appContext: maybe(
      fc.record({
        connectorId: text,
        linkId: maybe(text),
        resourceUri: fc.constant(null),
        appName: maybe(text),
        actionName: maybe(text),
      }),
    ),
    pluginId: maybe(text),
    mcpAppUi: fc.constant(null),
    readOnlyHint: maybe(fc.boolean()),
    result: maybe(
      fc.record({
        content: fc.array(fc.record({ type: fc.constant('text'), text })),
        structuredContent: maybe(fc.record({ n: fc.nat() })),
        _meta: maybe(fc.record({ k: text })),
      }),
    ),
    error: maybe(fc.record({ message: text })),
    durationMs: ms,
  }),
  dynamicToolCall: fc.record({
    namespace: maybe(text),
    tool: text,
    arguments: fc.dictionary(fc.stringMatching(/^[a-z]+$/), text),
    status: outcome,
    contentItems: maybe(fc.array(fc.record({ type: fc.constant('inputText'), text }))),
    success: maybe(fc.boolean()),
    durationMs: ms,
  }),
  collabAgentToolCall: fc.record({
    tool: fc.constantFrom('spawnAgent', 'sendInput', 'wait', 'closeAgent'),
    status: fc.constantFrom('inProgress', 'completed', 'failed', 'interrupted'),
    senderThreadId: id,
    receiverThreadIds: fc.array(id),
    prompt: maybe(text),
    model: maybe(text),
    reasoningEffort: maybe(fc.constant('medium')),
    agentsStates: fc.dictionary(id, agentState),
  }),
  subAgentActivity: fc.record({
    model: maybe(text),
    reasoningEffort: maybe(fc.constant('low')),
    kind: fc.constantFrom('started', 'interacted', 'interrupted', 'completed'),
    agentThreadId: id,
    agentPath: folder,
  }),
  webSearch: fc.record({ query: text, action: webAction, results: maybe(fc.array(fc.record({ title: text }))) }),
  imageView: fc.record({ path: folder }),
  sleep: fc.record({ durationMs: fc.nat() }),
  imageGeneration: fc.record({
    status: text,
    revisedPrompt: maybe(text),
    result: text,
    transparentBackground: fc.constant(null),
    failure: fc.constant(null),
    savedPath: folder,
    generationId: fc.constant(null),
  }),
  enteredReviewMode: fc.record({ review: text }),
  exitedReviewMode: fc.record({ review: text.map((review) => review.trim()).filter((review) => review !== '') }),
  contextCompaction: fc.constant({}),
};

describe('stored items', () => {
  it('have a row for every kind that is tested here, and the other way round', () => {
    expect(Object.keys(itemRows).sort()).toEqual(Object.keys(fields).sort());
  });

  it.each(Object.keys(fields))('%s reads back as it was written', (type) => {
    const rest = fields[type] as fc.Arbitrary<object>;
    const times = fc.record({ startedAtMs: ms, completedAtMs: ms });
    fc.assert(
      fc.property(rest, id, times, (own, itemId, at) => {
        const item = { type, id: itemId, ...own, ...at } as unknown as ThreadItem;
        const stored = JSON.parse(JSON.stringify(itemLine(item)));
        expect(parseItemLine(stored, at)).toEqual(item);
      }),
    );
  });

  it('of a kind from a newer version are left out', () => {
    expect(parseItemLine({ type: 'Hologram', id: 'x' }, { startedAtMs: 1, completedAtMs: 2 })).toBeUndefined();
  });
});
