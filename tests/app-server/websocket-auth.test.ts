// Flags about tokens: every combination that does not start a server, in the official words, and the modes that do.
import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSite, exitOf, spawnServer, textOf } from './harness.ts';
import { connect, listen, openSocket } from './listener.ts';

const folder = await mkdtemp(join(tmpdir(), 'codex-auth-'));
const secret = '0123456789abcdef0123456789abcdef';

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const tokenFile = await file('token', 'sekret\n');
const secretFile = await file('secret', `${secret}\n`);
const emptyFile = await file('empty', ' \n');
const shortFile = await file('short', 'x'.repeat(31));
const digest = createHash('sha256').update('sekret').digest('hex');

const ws = ['--listen', 'ws://127.0.0.1:0'];
const capability = ['--ws-auth', 'capability-token'];
const signed = ['--ws-auth', 'signed-bearer-token'];
const noMode = 'websocket auth flags require `--ws-auth capability-token` or `--ws-auth signed-bearer-token`';
const onlySigned =
  '`--ws-shared-secret-file`, `--ws-issuer`, `--ws-audience`, and `--ws-max-clock-skew-seconds` require `--ws-auth signed-bearer-token`';
const onlyCapability =
  '`--ws-token-file` and `--ws-token-sha256` require `--ws-auth capability-token`, not `signed-bearer-token`';
const noDigest = '--ws-token-sha256 must be a 64-character hex SHA-256 digest';

it.each([
  [['--listen', 'off'], 'no transport configured; use --listen or enable remote control'],
  [['--listen', 'off', '--ws-issuer', 'x'], noMode],
  [['--ws-issuer', 'x'], noMode],
  [[...ws, '--ws-token-file', tokenFile], noMode],
  [[...ws, '--ws-max-clock-skew-seconds', '3'], noMode],
  [
    [...ws, ...capability],
    '`--ws-token-file` or `--ws-token-sha256` is required when `--ws-auth capability-token` is set',
  ],
  [
    [...ws, ...capability, '--ws-token-file', tokenFile, '--ws-token-sha256', digest],
    '`--ws-token-file` and `--ws-token-sha256` are mutually exclusive',
  ],
  [[...ws, ...capability, '--ws-token-sha256', 'abc'], noDigest],
  [[...ws, ...capability, '--ws-token-sha256', `zz${digest.slice(2)}`], noDigest],
  [[...ws, ...capability, '--ws-token-sha256', 'abc', '--ws-token-file', 'x', '--ws-audience', 'x'], onlySigned],
  [[...ws, ...capability, '--ws-token-file', emptyFile], `websocket auth secret ${emptyFile} must not be empty`],
  [
    [...ws, ...capability, '--ws-token-file', '/nonexistent'],
    'failed to read websocket auth secret /nonexistent: No such file or directory (os error 2)',
  ],
  [[...ws, ...signed], '`--ws-shared-secret-file` is required when `--ws-auth signed-bearer-token` is set'],
  [[...ws, ...signed, '--ws-token-sha256', digest], onlyCapability],
  [
    [...ws, ...signed, '--ws-shared-secret-file', shortFile],
    `signed websocket bearer secret ${shortFile} must be at least 32 bytes`,
  ],
  [[...ws, ...signed, '--ws-shared-secret-file', emptyFile], `websocket auth secret ${emptyFile} must not be empty`],
  [
    [...ws, ...signed, '--ws-shared-secret-file', secretFile, '--ws-max-clock-skew-seconds', `${2n ** 63n}`],
    'websocket auth clock skew must fit in a signed 64-bit integer',
  ],
])('does not start with %j', async (args, message) => {
  const server = spawnServer(await createSite(), args);
  const told = textOf(server.stderr);
  expect((await exitOf(server)).code).toBe(1);
  expect(await told).toBe(`Error: ${message}\n`);
});

it('knows a capability token by its digest, of which case and blanks do not matter', async () => {
  const { address } = await listen(await createSite(), [
    ...capability,
    '--ws-token-sha256',
    ` ${digest.toUpperCase()} `,
  ]);
  await expect(openSocket(`ws://${address}/`, { authorization: `Bearer ${digest}` })).rejects.toThrow('401');
  const [client] = await connect(address, { authorization: 'Bearer sekret' });
  expect((await client.initialize()).result.platformFamily).toBe('unix');
});

function sign(claims: unknown): string {
  const data = [{ alg: 'HS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `Bearer ${data}.${createHmac('sha256', secret).update(data).digest('base64url')}`;
}

it('lets in who shows a token signed with the secret for this audience', async () => {
  const rules = ['--ws-shared-secret-file', secretFile, '--ws-issuer', ' me ', '--ws-audience', 'you'];
  const skew = ['--ws-max-clock-skew-seconds', '1000'];
  const { address } = await listen(await createSite(), [...signed, ...rules, ...skew]);
  const now = Math.floor(Date.now() / 1000);
  const claims = { exp: now - 500, iss: 'me', aud: ['you'] };
  for (const wrong of [{ exp: undefined }, { exp: now - 2000 }, { nbf: now + 2000 }, { iss: 'x' }, { aud: 'x' }]) {
    const authorization = sign({ ...claims, ...wrong });
    await expect(openSocket(`ws://${address}/`, { authorization })).rejects.toThrow('401');
  }
  const [client] = await connect(address, { authorization: sign(claims) });
  expect((await client.initialize()).result.platformFamily).toBe('unix');
});
