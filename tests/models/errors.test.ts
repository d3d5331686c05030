import { mayReconnect, reconnectNotice } from '@codex/engine/models/retry.ts';
import { type ModelAnswer, type ModelEvent, startResponsesServer } from '@codex/testkit/responses-server.ts';
import { expect, test } from 'vitest';
import { ask, failure } from './client.ts';
import { startRawServer } from './raw-server.ts';

const said = { error: { message: 'said so', type: 'some_type', code: null } };
const coded = (code: string) => ({ error: { message: 'said so', type: 'some_type', code } });
const failed = (error: object | null): ModelAnswer => ({
  events: [{ type: 'response.failed', response: { id: 'r', error } }],
});
const incomplete = (details: object | null): ModelAnswer => ({
  events: [{ type: 'response.incomplete', response: { id: 'r', incomplete_details: details } }],
});
const dropped = (...events: ModelEvent[]): ModelAnswer =>
  // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
  ({ events, then: 'drop' });
const text = { type: 'response.output_text.delta', item_id: 'm', delta: 'half' };

const CONTEXT =
  "Codex ran out of room in the model's context window. Start a new thread or clear earlier history before retrying.";
const HIGH_DEMAND = 'We’re currently experiencing high demand, which may cause temporary errors.';
const CAPACITY = 'Selected model is at capacity. Please try a different model.';
const QUOTA = 'Quota exceeded. Check your plan and billing details.';
const disconnected = (detail: string) => `stream disconnected before completion: ${detail}`;
const status = (httpStatusCode: number) => ({ httpConnectionFailed: { httpStatusCode } });

/** What the official server was seen to say. URL stands for the request's. */
const rows: ReadonlyArray<
  readonly [name: string, answer: ModelAnswer, message: string, info: unknown, retryable: boolean]
> = [
  ['400', { status: 400, body: said }, JSON.stringify(said), 'other', false],
  [
    '400 image',
    { status: 400, body: { error: { message: 'The image data you provided does not represent a valid image' } } },
    'Invalid image in your last message. Please remove it and try again.',
    'badRequest',
    false,
  ],
  [
    'a status without a name',
    { status: 529, body: said },
    'unexpected status 529 <unknown status code>: said so, url: URL',
    status(529),
    true,
  ],
  ['400 context', { status: 400, body: coded('context_length_exceeded') }, CONTEXT, 'contextWindowExceeded', false],
  ['401', { status: 401, body: said }, 'unexpected status 401 Unauthorized: said so, url: URL', status(401), true],
  [
    '401 with ids',
    { status: 401, body: said, headers: { 'x-request-id': 'req_1', 'cf-ray': 'ray_1' } },
    'unexpected status 401 Unauthorized: said so, url: URL, cf-ray: ray_1, request id: req_1',
    status(401),
    true,
  ],
  [
    '403',
    { status: 403, body: { detail: 'no' } },
    'unexpected status 403 Forbidden: {"detail":"no"}, url: URL',
    status(403),
    true,
  ],
  ['404 model', { status: 404, body: coded('model_not_found') }, 'said so', 'modelNotFound', false],
  [
    '429',
    { status: 429, body: said },
    'exceeded retry limit, last status: 429 Too Many Requests',
    { responseTooManyFailedAttempts: { httpStatusCode: 429 } },
    false,
  ],
  ['429 quota', { status: 429, body: coded('insufficient_quota') }, QUOTA, 'usageLimitExceeded', false],
  [
    '429 usage limit',
    { status: 429, body: { error: { type: 'usage_limit_reached', plan_type: 'pro' } } },
    'You’ve hit your usage limit. Visit https://chatgpt.com/settings/usage to purchase more credits or try again later.',
    'usageLimitExceeded',
    false,
  ],
  ['500', { status: 500, body: said }, HIGH_DEMAND, 'internalServerError', true],
  ['502', { status: 502, body: said }, 'unexpected status 502 Bad Gateway: said so, url: URL', status(502), true],
  ['503 overloaded', { status: 503, body: coded('server_is_overloaded') }, CAPACITY, 'serverOverloaded', false],
  ['refused', { refuse: true }, disconnected('error sending request'), 'other', true],
  [
    'dropped',
    dropped(text),
    disconnected('Transport error: network error: error decoding response body'),
    'other',
    true,
  ],
  ['closed early', { events: [text] }, disconnected('stream closed before response.completed'), 'other', true],
  ['not a stream', { status: 200, body: said }, disconnected('stream closed before response.completed'), 'other', true],
  ['failed', failed({ code: 'server_error', message: 'boom' }), disconnected('boom'), 'other', true],
  ['failed without error', failed(null), disconnected('response.failed event received'), 'other', true],
  [
    'failed context',
    failed({ code: 'context_length_exceeded', message: 'long' }),
    CONTEXT,
    'contextWindowExceeded',
    false,
  ],
  ['failed quota', failed({ code: 'insufficient_quota' }), QUOTA, 'usageLimitExceeded', false],
  ['failed overloaded', failed({ code: 'server_is_overloaded' }), CAPACITY, 'serverOverloaded', false],
  ['failed prompt', failed({ code: 'invalid_prompt' }), 'Invalid request.', 'other', false],
  ['failed policy', failed({ code: 'cyber_policy', message: 'no' }), 'no', 'cyberPolicy', false],
  [
    'failed rate limit',
    failed({ code: 'rate_limit_exceeded', message: 'Please try again in 1.5s.' }),
    'rate limit exceeded: Please try again in 1.5s.',
    'rateLimitExceeded',
    true,
  ],
  [
    'incomplete',
    incomplete({ reason: 'max_output_tokens' }),
    'Incomplete response returned, reason: max_output_tokens',
    'other',
    false,
  ],
  ['incomplete, unsaid', incomplete(null), 'Incomplete response returned, reason: unknown', 'other', false],
  [
    'filtered',
    incomplete({ reason: 'content_filter' }),
    disconnected('Incomplete response returned, reason: content_filter'),
    'other',
    true,
  ],
];

test.each(rows)('%s', async (_name, answer, message, info, retryable) => {
  const server = await startResponsesServer(() => answer);
  try {
    const { error } = await failure(ask(server.baseUrl));
    expect(error.message).toBe(message.replace('URL', `${server.baseUrl}/responses`));
    expect(error.info).toEqual(info);
    expect(error.retryable).toBe(retryable);
  } finally {
    await server.close();
  }
});

test('what arrived before a stream broke is delivered first', async () => {
  const server = await startResponsesServer(() => dropped(text, text));
  const { before } = await failure(ask(server.baseUrl));
  expect(before).toEqual([
    { type: 'textDelta', itemId: 'm', delta: 'half' },
    { type: 'textDelta', itemId: 'm', delta: 'half' },
  ]);
  await server.close();
});

test('a wait that the provider asks for is passed on', async () => {
  const server = await startResponsesServer(() =>
    failed({ code: 'rate_limit_exceeded', message: 'try again in 1.5s' }),
  );
  const { error } = await failure(ask(server.baseUrl));
  expect(error.retryAfterMs).toBe(1500);
  await server.close();
});

test('a provider that cannot be reached is waited for without limit, unless retries are off', async () => {
  const server = await startResponsesServer(() => ({ refuse: true }));
  const { baseUrl } = server;
  await server.close();
  const { error } = await failure(ask(baseUrl));
  expect(error).toMatchObject({ message: 'Connection failed: error sending request', connectionFailed: true });
  expect(mayReconnect(error, 1000, 5)).toBe(true);
  expect(mayReconnect(error, 0, 0)).toBe(false);
  expect(reconnectNotice(error, 7, 5)).toMatchObject({
    message: 'Reconnecting... waiting for network',
    codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: null } },
  });
});

test('the notice of a retry names the attempt and the HTTP status', async () => {
  const server = await startResponsesServer(() => ({ status: 404, body: said }));
  const { error } = await failure(ask(server.baseUrl));
  expect(mayReconnect(error, 1, 2)).toBe(true);
  expect(mayReconnect(error, 2, 2)).toBe(false);
  expect(reconnectNotice(error, 1, 2)).toEqual({
    message: 'Reconnecting... 1/2',
    codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: 404 } },
    additionalDetails: error.message,
    misalignment: null,
  });
  await server.close();
});

test('long bodies are cut', async () => {
  await using server = await startRawServer((res) => res.writeHead(418).end('x'.repeat(300_000)));
  const { error } = await failure(ask(server.baseUrl));
  expect(error.message).toBe(
    `unexpected status 418 I'm a Teapot: ${'x'.repeat(1000)}..., url: ${server.baseUrl}/responses`,
  );
});

test('a base_url that is no URL', async () => {
  const { error } = await failure(ask('nonsense'));
  expect(error.message).toBe(disconnected('builder error'));
});

test.each([
  ['a number of seconds', '2', 2000, 2000],
  ['a date', new Date(Date.now() + 60_000).toUTCString(), 50_000, 60_000],
  ['a date that has passed', new Date(0).toUTCString(), 0, 0],
  ['an unreasonable wish', '999999999', 3_600_000, 3_600_000],
])('Retry-After, %s, makes a rate limit worth waiting for', async (_name, value, atLeast, atMost) => {
  await using server = await startRawServer((res) =>
    res.writeHead(429, { 'retry-after': value }).end(JSON.stringify(said)),
  );
  const { error } = await failure(ask(server.baseUrl));
  expect(error.retryable).toBe(true);
  expect(error.retryAfterMs).toBeGreaterThanOrEqual(atLeast);
  expect(error.retryAfterMs).toBeLessThanOrEqual(atMost);
  expect(reconnectNotice(error, 1, 2).codexErrorInfo).toEqual({ responseStreamDisconnected: { httpStatusCode: 429 } });
});

test('a rate limit without a time is final', async () => {
  await using server = await startRawServer((res) => res.writeHead(429, { 'retry-after': 'soon' }).end('{}'));
  const { error } = await failure(ask(server.baseUrl));
  expect(error).toMatchObject({ retryable: false, retryAfterMs: undefined });
});
