// A server whose accounts come from a provider of this test, and ways to sign in to it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { type Client, createSite, type Received, type Site, spawnServer, stdioClient } from '../app-server/harness.ts';
import { type Provider, prepend, startProvider } from './provider.ts';

export interface Scene {
  readonly provider: Provider;
  readonly site: Site;
  readonly client: Client;
}

/** `head`: more TOML at the top of the configuration. The model only talks to whom the provider admits. */
export async function opened(head = '', env: NodeJS.ProcessEnv = {}): Promise<Scene> {
  const provider = await startProvider();
  const answers: MockAnswer[] = Array.from({ length: 20 }, () => guarded(provider));
  const site = await createSite(answers, { extra: 'requires_openai_auth = true\n' });
  await prepend(site.home.home, `chatgpt_base_url = "${provider.issuer}/backend-api/"\n${head}`);
  return { provider, site, client: await anotherServer({ provider, site }, env) };
}

/** A model that only talks to whom the provider admits. */
export function guarded(provider: Provider): MockAnswer {
  const answer = reply(message('hello'));
  return (request) => {
    if (provider.admits(request.headers.authorization)) return typeof answer === 'function' ? answer(request) : answer;
    return { status: 401, body: { error: { message: 'token refused' } } };
  };
}

/** One more process with the same home. */
export async function anotherServer(
  { provider, site }: Pick<Scene, 'provider' | 'site'>,
  env: NodeJS.ProcessEnv = {},
): Promise<Client> {
  const client = stdioClient(spawnServer(site, [], { ...provider.env, ...env }));
  await client.initialize();
  return client;
}

export function ended({ client }: Pick<Scene, 'client'>, loginId: string): Promise<Received> {
  return client.notification('account/login/completed', ({ params }) => params.loginId === loginId);
}

export async function signIn(scene: Scene): Promise<void> {
  const { result } = await scene.client.request('account/login/start', { type: 'chatgpt' });
  await scene.provider.browse(result.authUrl);
  const { params } = await ended(scene, result.loginId);
  if (!params.success) throw new Error(params.error);
}

export const authFile = ({ site }: Scene) => join(site.home.home, 'auth.json');

// biome-ignore lint/suspicious/noExplicitAny: tests look into what they expect, and fail where it is not there
export async function stored(scene: Scene): Promise<any> {
  return JSON.parse(await readFile(authFile(scene), 'utf8'));
}

/** As if the tokens had been given that long ago. */
export async function age(scene: Scene, ms: number): Promise<void> {
  const json = await stored(scene);
  const last_refresh = new Date(Date.now() - ms).toISOString();
  await writeFile(authFile(scene), JSON.stringify({ ...json, last_refresh, later_member: { kept: true } }));
}

/** The turn as it is told in the end. */
export async function turn({ client }: Pick<Scene, 'client'>, text = 'hi') {
  const threadId = await client.thread();
  await client.turn(threadId, text);
  const { params } = await client.notification('turn/completed', ({ params }) => params.threadId === threadId);
  return params.turn;
}
