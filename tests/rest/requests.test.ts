// Every other request of the server takes the way of approvals: told as an event, listed, answered once, with nobody
// streaming if need be.
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite, type Site } from './harness.ts';

const options = [
  { label: 'Red', description: 'warm' },
  { label: 'Blue', description: 'cold' },
];
const questions = [{ id: 'color', header: 'Color', question: 'Which?', options }];
const plan_mode = { mode: 'plan', settings: { model: 'gpt-5.5' } };
const weather = { type: 'function', name: 'weather', description: 'The weather', input_schema: { type: 'object' } };
const wish = { permissions: { network: { enabled: true } }, reason: 'to fetch' };
const granted = { permissions: { network: { enabled: true } } };

/** What the model was given for its call. */
function outputOf(site: Site): string {
  const input = site.model.requests.at(-1)?.body?.input as Array<{ type: string; call_id?: string; output?: unknown }>;
  return JSON.stringify(
    input.find(({ type, call_id }) => type === 'function_call_output' && call_id === 'call_1')?.output,
  );
}

interface Case {
  readonly call: readonly [tool: string, args: object];
  readonly ask: string;
  readonly asked: object;
  readonly wrong: object;
  readonly answer: object;
  readonly told: string;
  readonly thread?: object;
  readonly turn?: object;
}

const cases: Readonly<Record<string, Case>> = {
  'questions to the user': {
    call: ['request_user_input', { questions }],
    ask: 'item/tool/requestUserInput',
    asked: { is_blocking: true, questions: [{ id: 'color', question: 'Which?', options }] },
    wrong: { answers: { color: 'Blue' } },
    answer: { answers: { color: { answers: ['Blue'] } } },
    told: 'Blue',
    turn: { collaboration_mode: plan_mode },
  },
  'tools of the client': {
    call: ['weather', { city: 'Bern' }],
    ask: 'item/tool/call',
    asked: { call_id: 'call_1', tool: 'weather', arguments: { city: 'Bern' } },
    wrong: { success: 'yes' },
    answer: { content_items: [{ type: 'inputText', text: 'it snows' }], success: true },
    told: 'it snows',
    thread: { dynamic_tools: [weather] },
  },
  permissions: {
    call: ['request_permissions', wish],
    ask: 'item/permissions/requestApproval',
    asked: { reason: 'to fetch', permissions: { network: { enabled: true } } },
    wrong: { permissions: 7 },
    answer: { ...granted, scope: 'turn' },
    told: 'enabled',
  },
};

test.each(Object.entries(cases))(
  '%s',
  async (_, { call: [tool, args], ask, asked, wrong, answer, told, thread, turn }) => {
    const site = await createSite([reply(functionCall(tool, args, 'call_1')), reply(message('end'))], {
      approvalPolicy: 'on-request',
      sandboxMode: 'workspace-write',
      extra: '[features]\nrequest_permissions_tool = true\n',
    });
    const client = await site.start();
    const threadId = await client.thread({ cwd: site.home.cwd, ...thread });
    const other = await client.thread({ cwd: site.home.cwd });
    const stream = await client.events(threadId);
    const input = [{ type: 'text', text: 'go' }];
    const started = await client.post(`/api/v2/threads/${threadId}/turns`, { input, ...turn });
    expect(started.status, JSON.stringify(started.body)).toBe(200);
    const { data } = await stream.until(ask);
    expect(data).toMatchObject({ thread_id: threadId, turn_id: started.body.turn_id, ...asked });
    await stream.close();

    const listed = (await client.get(`/api/v2/threads/${threadId}/requests`)).body.data as object[];
    expect(listed).toMatchObject([{ type: ask, request_id: data.request_id }]);
    const path = (id: string) => `/api/v2/threads/${id}/requests/${data.request_id}`;
    expect((await client.post(path(other), answer)).status).toBe(404);
    expect((await client.post(path(threadId), wrong)).status).toBe(400);
    const answers = await Promise.all([
      client.post(path(threadId), answer),
      client.post(path(threadId), { result: answer }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);

    const rest = await client.events(threadId);
    await rest.until('serverRequest/resolved');
    expect((await rest.until('turn/completed')).data.status).toBe('success');
    expect(outputOf(site)).toContain(told);
  },
);
