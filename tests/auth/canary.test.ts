// No secret is told: not to clients, not to commands, not to the model, not in logs, not on disk beside auth.json. Looked
// for in all that a rich conversation leaves behind, also where services quote our secrets back.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite, token as webToken } from '../rest/harness.ts';
import { prepend, startProvider } from './provider.ts';

const apiKey = 'sk-canary-4f1c9a7e20';
const environment = 'env; tr "\\0" "\\n" < /proc/self/environ';

/** A provider that quotes what it was sent, as some do. */
const quoting: (status: number) => MockAnswer =
  (status) =>
  ({ headers }) => ({ status, body: { error: { message: `You sent ${headers.authorization}. No.` } } });

test('a conversation tells no secret', async () => {
  const provider = await startProvider();
  const site = await createSite(
    [
      reply(functionCall('exec_command', { cmd: environment }, 'call_1')),
      reply(message('done')),
      quoting(401),
      reply(message('again')),
      quoting(403),
      quoting(500),
    ],
    { extra: 'requires_openai_auth = true\n' },
  );
  await prepend(site.home.home, `chatgpt_base_url = "${provider.issuer}/backend-api/"\n`);
  provider.wishes.quotes = true;
  const env = { ...provider.env, LOG_FORMAT: 'json', RUST_LOG: 'trace', OPENAI_API_KEY: apiKey } as Record<
    string,
    string
  >;
  const client = await site.start({ env });
  const told: unknown[] = [];
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await client.send(method, path, body);
    told.push(answer.body, [...answer.headers]);
    return answer.body;
  };
  const everything = await client.stream('/api/v2/events');
  const { login_id: loginId, auth_url: authUrl } = await ask('POST', '/api/v2/auth/login', { type: 'chatgpt' });
  await provider.browse(String(authUrl));
  await everything.until(({ event, data }) => event === 'account/login/completed' && data.login_id === loginId);

  const threadId = await client.thread({ cwd: site.home.cwd });
  const events = await client.events(threadId);
  for (let n = 1; n <= 4; n += 1) {
    const turnId = await client.turn(threadId, `turn ${n}`);
    await events.until(({ event, data }) => event === 'turn/completed' && JSON.stringify(data).includes(turnId));
  }
  for (const path of ['account', 'status', 'rate-limits', 'usage', 'workspace-messages', 'security-setup']) {
    await ask('GET', `/api/v2/auth/${path}`);
  }
  await ask('GET', '/api/v2/config?include_layers=true');
  await ask('GET', `/api/v2/threads/${threadId}`);
  await ask('POST', '/api/v2/feedback', { classification: 'bug', thread_id: threadId, include_logs: true });

  const auth = JSON.parse(await readFile(join(site.home.home, 'auth.json'), 'utf8'));
  const jwts = [...provider.given];
  expect(jwts.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(auth)).toContain(provider.given.at(-1));
  const server = site.running();
  await site.stop();
  const places: Record<string, string> = {
    answers: JSON.stringify(told),
    events: JSON.stringify([events.events, everything.events]),
    'requests to the model': JSON.stringify(site.model.requests.map(({ body }) => body)),
    output: server.output(),
    ...(await filesOf(site.home.home, 'auth.json')),
    ...(await filesOf(site.home.cwd)),
  };
  expect(places.events).toContain('PATH=');
  expect(places.output).not.toBe('');
  for (const part of ['rollout-', 'feedback', '.sqlite']) {
    expect(
      Object.keys(places).some((place) => place.includes(part)),
      part,
    ).toBe(true);
  }
  expect(places.events).toContain('You sent Bearer [redacted]');
  const secrets = [apiKey, webToken, ...jwts.flatMap((jwt) => [jwt, jwt.split('.').at(-1) ?? jwt])];
  for (const [place, content] of Object.entries(places)) {
    for (const secret of secrets) expect(content.includes(secret), `${secret.slice(0, 12)}… in ${place}`).toBe(false);
  }
});

async function filesOf(folder: string, ...but: readonly string[]): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !but.includes(entry.name));
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')])));
}
