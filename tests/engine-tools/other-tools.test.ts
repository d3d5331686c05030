// update_plan, request_user_input, request_permissions and the client's tools: what they tell clients and the model.
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { type BenchOptions, ToolBench } from './tool-bench.ts';

let bench: ToolBench;
afterEach(() => bench.close());

function call(name: string, args: object | string, options: BenchOptions = {}): Promise<string> {
  bench = new ToolBench(options);
  return bench.call('function', name, args);
}

test('a plan is shown with the statuses of the protocol; a wrong one is not', async () => {
  const plan = [
    { step: 'one', status: 'completed' },
    { step: 'two', status: 'in_progress' },
  ];
  expect(await call('update_plan', { explanation: 'why', plan })).toBe('Plan updated');
  const shown = [
    { step: 'one', status: 'completed' },
    { step: 'two', status: 'inProgress' },
  ];
  expect(bench.events).toEqual([{ method: 'turn/plan/updated', params: { explanation: 'why', plan: shown } }]);
  expect(await bench.call('function', 'update_plan', { plan: [{ step: 'x', status: 'soon' }] })).toMatch(
    /unknown variant `soon`, expected one of `pending`, `in_progress`, `completed` at line 1 column 36$/,
  );
  expect(bench.events).toHaveLength(1);
  await bench.close();
  expect(await call('update_plan', { plan: [] }, { mode: 'plan' })).toMatch(/not allowed in Plan mode/);
});

describe('request_user_input', () => {
  const options = [
    { label: 'Red', description: 'warm' },
    { label: 'Blue', description: 'cold' },
  ];
  const questions = [{ id: 'color', header: 'Color', question: 'Which?', options }];
  const ask = (answer: object, args: object = { questions }) =>
    call('request_user_input', args, { mode: 'plan', answers: [answer as never] });

  test('an answer goes to the model as JSON and is retained with the options it chose', async () => {
    const answers = { color: { answers: ['Blue', 'or teal'] } };
    expect(await ask({ answers })).toBe(JSON.stringify({ answers }));
    expect(bench.events[0]?.params).toMatchObject({
      isBlocking: true,
      autoResolutionMs: null,
      questions: [{ id: 'color', isOther: true, isSecret: false, options }],
    });
    expect(bench.events.at(-1)).toEqual({
      method: 'retained',
      params: { answers: [{ question: 'Which?\nBlue: cold', answer: 'Blue\nor teal' }] },
    });
  });

  test.each([{ error: { code: 1, message: 'no' } }, { foo: 1 }, { answers: { color: 'Blue' } }, { answers: null }])(
    'what is no answer is none: %j',
    async (answer) => {
      expect(await ask(answer)).toBe('{"answers":{}}');
      expect(bench.events.map(({ method }) => method)).toEqual(['item/tool/requestUserInput']);
    },
  );

  test('nobody is asked in Default mode, or without options', async () => {
    expect(await call('request_user_input', { questions })).toBe('request_user_input is unavailable in Default mode');
    await bench.close();
    const open = { questions: [{ id: 'a', header: 'A', question: 'What?' }] };
    expect(await call('request_user_input', open, { mode: 'plan' })).toMatch(/requires non-empty options/);
  });
});

describe('request_permissions', () => {
  const workspaceWrite: SandboxPolicy = { type: 'workspaceWrite', writableRoots: [], networkAccess: false };
  const asking: BenchOptions = { approvalPolicy: 'on-request', sandboxPolicy: workspaceWrite };
  const wanted = { permissions: { network: { enabled: true }, file_system: { write: ['/data', 'sub'] } } };

  test('a grant holds for later commands, but never goes beyond what was asked', async () => {
    const permissions = { network: { enabled: true }, fileSystem: { write: ['/data/part', '/etc'] } };
    const output = await call('request_permissions', wanted, { ...asking, answers: [{ permissions } as never] });
    expect(JSON.parse(output)).toEqual({
      permissions: { network: { enabled: true }, file_system: { write: ['/data/part'] } },
      scope: 'turn',
    });
    expect(bench.events[0]?.params.permissions).toEqual({
      network: { enabled: true },
      fileSystem: {
        read: null,
        write: ['/data', `${bench.cwd}/sub`],
        entries: ['/data', `${bench.cwd}/sub`].map((path) => ({ path: { type: 'path', path }, access: 'write' })),
      },
    });
    expect(bench.context.sandboxPolicy).toEqual({
      ...workspaceWrite,
      networkAccess: true,
      writableRoots: ['/data/part'],
    });
  });

  test('a read-only sandbox is given the network and paths', async () => {
    const answers = [{ permissions: { network: { enabled: true }, fileSystem: { write: ['/data'] } } } as never];
    const readOnly = { type: 'readOnly', networkAccess: false } as const;
    const output = await call('request_permissions', wanted, { ...asking, sandboxPolicy: readOnly, answers });
    expect(JSON.parse(output).permissions).toEqual({ network: { enabled: true }, file_system: { write: ['/data'] } });
    const { rules, ...policy } = bench.context.sandboxPolicy;
    expect(policy).toMatchObject({ type: 'workspaceWrite', writableRoots: ['/data'], networkAccess: true });
    expect(rules?.entries.map(({ access }) => access)).toEqual(['read', 'write']);
  });

  const none = '{"permissions":{"network":null,"file_system":null},"scope":"turn"}';
  test.each([{ error: { code: 1, message: 'no' } }, { zz: 1 }, { permissions: {} }])(
    '%j grants nothing',
    async (answer) => {
      expect(await call('request_permissions', wanted, { ...asking, answers: [answer as never] })).toBe(none);
      expect(bench.context.sandboxPolicy).toEqual(workspaceWrite);
    },
  );

  test('nobody is asked when nobody may be, or for nothing', async () => {
    expect(await call('request_permissions', wanted, { ...asking, approvalPolicy: 'never' })).toBe(none);
    expect(await bench.call('function', 'request_permissions', { permissions: { network: {} } })).toMatch(
      /at least one/,
    );
    expect(await bench.call('function', 'request_permissions', {})).toBe(
      'failed to parse function arguments: missing field `permissions`',
    );
    expect(await bench.call('function', 'request_permissions', { ...wanted, environment_id: 'x' })).toBe(
      'unknown turn environment id `x`',
    );
    expect(bench.events).toEqual([]);
  });
});

describe('tools of the client', () => {
  const declared = (name: string): Extract<DynamicToolSpec, { type: 'function' }> => ({
    type: 'function',
    name,
    description: 'Looks up',
    inputSchema: { type: 'object' },
  });
  const dynamicTools: DynamicToolSpec[] = [
    declared('lookup'),
    { type: 'namespace', name: 'crm', description: 'Customers', tools: [declared('lookup')] },
  ];
  const lookup = (answer: object, name = 'lookup') => {
    bench = new ToolBench({ dynamicTools, answers: [answer as never] });
    return bench.output('function', name, { q: 'x' });
  };
  const text = (text: string) => ({ type: 'inputText', text });

  test('one text is told as a text, several parts as parts; the item says how it went', async () => {
    expect(await lookup({ contentItems: [text('found')], success: true })).toEqual({ output: 'found' });
    expect(bench.events.map(({ method }) => method)).toEqual(['item/started', 'item/tool/call', 'item/completed']);
    expect(bench.completed('c1')).toMatchObject({
      namespace: null,
      tool: 'lookup',
      status: 'completed',
      success: true,
    });
    await bench.close();
    const image = { type: 'inputImage', imageUrl: 'data:image/png;base64,AA==' };
    expect(await lookup({ contentItems: [text('a'), image], success: false }, 'crm.lookup')).toEqual({
      output: [
        { type: 'input_text', text: 'a' },
        { type: 'input_image', image_url: image.imageUrl, detail: 'high' },
      ],
    });
    expect(bench.completed('c1')).toMatchObject({ namespace: 'crm', status: 'failed', success: false });
  });

  test.each([
    [{ error: { code: -1, message: 'broke' } }, 'dynamic tool request failed'],
    [{}, 'dynamic tool response was invalid'],
    [{ contentItems: [{ type: 'zzz' }], success: true }, 'dynamic tool response was invalid'],
    [
      { contentItems: [{ type: 'inputImage', imageUrl: 'https://x/y.png' }], success: true },
      'remote image URLs are not supported; use an inline data URL instead',
    ],
  ])('%j is a failed call', async (answer, output) => {
    expect(await lookup(answer)).toEqual({ output });
    expect(bench.completed('c1')).toMatchObject({ status: 'failed', success: false, contentItems: [text(output)] });
  });

  test('arguments that are no JSON, and tools that are not there, never reach the client', async () => {
    bench = new ToolBench({ dynamicTools });
    expect(await bench.call('function', 'lookup', '{bad')).toMatch(/^failed to parse function arguments: key must be/);
    expect(await bench.call('function', 'crm.nope', {})).toBe('unsupported call: crmnope');
    expect(bench.events).toEqual([]);
  });
});

test('without an environment, tools that need one say so', async () => {
  bench = new ToolBench({ hasEnvironment: false });
  for (const name of ['exec_command', 'write_stdin', 'view_image']) {
    expect(await bench.call('function', name, {})).toMatch(/^No usable execution environment is available\./);
  }
  expect(await bench.patch('*** Add File: a\n+b\n')).toMatch(/^No usable execution environment/);
  expect(await bench.call('function', 'update_plan', { plan: [] })).toBe('Plan updated');
});
