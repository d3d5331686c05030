// What a sandbox is made of, looked up on a real disk; and what is found out about bubblewrap.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { probeBubblewrap } from '../../packages/engine/src/sandbox/bubblewrap-probe.ts';
import { confine } from '../../packages/engine/src/sandbox/confine.ts';
import { holdPlaceholders } from '../../packages/engine/src/sandbox/placeholders.ts';
import { planSandbox } from '../../packages/engine/src/sandbox/sandbox-plan.ts';
import { areAllWritable } from '../../packages/engine/src/sandbox/writable-roots.ts';
import { sandboxWorks, warnIfSkipped } from './availability.ts';

warnIfSkipped('plan.test.ts');

let base: string;
const at = (path: string) => join(base, path);
const write = (path: string, text = '') => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};

beforeEach(() => {
  base = realpathSync(mkdtempSync('/var/tmp/codex-plan-'));
  for (const folder of ['home', 'work']) mkdirSync(at(folder));
});
afterEach(() => rmSync(base, { recursive: true }));

const workspaceWrite = (more: object = {}): SandboxPolicy => ({
  type: 'workspaceWrite',
  excludeSlashTmp: true,
  excludeTmpdirEnvVar: true,
  ...more,
});
const request = (policy: SandboxPolicy, more: object = {}) => ({
  policy,
  cwd: at('work'),
  workspace: at('work'),
  codexHome: at('home'),
  env: {},
  ...more,
});
const plan = (policy: SandboxPolicy, more: object = {}) => planSandbox(request(policy, more));

describe('writable roots', () => {
  test('read-only has none; workspace-write has the workspace, wherever the command runs', () => {
    expect(plan({ type: 'readOnly' })).toMatchObject({ writable: [], protected: [], placeholders: [], network: false });
    mkdirSync(at('work/sub'));
    expect(plan(workspaceWrite(), { cwd: at('work/sub') })).toMatchObject({
      cwd: at('work/sub'),
      writable: [at('work')],
    });
  });

  test('/tmp and TMPDIR unless excluded, named roots that exist, each once', () => {
    mkdirSync(at('tmp'));
    const env = { TMPDIR: at('tmp') };
    const writableRoots = [at('work'), at('tmp'), at('nowhere')];
    const all = { excludeSlashTmp: false, excludeTmpdirEnvVar: false };
    expect(plan(workspaceWrite({ ...all, writableRoots }), { env }).writable).toEqual([at('work'), at('tmp'), '/tmp']);
    expect(plan(workspaceWrite({ excludeTmpdirEnvVar: false }), { env }).writable).toEqual([at('work'), at('tmp')]);
    expect(plan(workspaceWrite(), { env }).writable).toEqual([at('work')]);
  });

  test('a root behind a link counts where it leads, unless the link lies in another root', () => {
    mkdirSync(at('real'));
    symlinkSync(at('real'), at('way'));
    expect(plan(workspaceWrite({ writableRoots: [at('way')] })).writable).toEqual([at('work'), at('real')]);
    symlinkSync(at('real'), at('work/way'));
    expect(plan(workspaceWrite({ writableRoots: [at('work/way')] })).writable).toEqual([at('work')]);
    expect(plan(workspaceWrite({ writableRoots: [at('work/way/../x')] })).writable).toEqual([at('work')]);
  });
});

describe('what is protected', () => {
  test('names at the top of each root: what exists is kept, what is missing is stood in for', () => {
    write('work/.git/config');
    const { protected: kept, placeholders } = plan(workspaceWrite());
    expect(kept).toEqual([at('work/.git')]);
    expect(placeholders).toEqual(['.agents', '.codex', '.aws'].map((name) => at(`work/${name}`)));
  });

  test('a root that is named itself is writable', () => {
    write('work/.git/config');
    const { writable, protected: kept } = plan(workspaceWrite({ writableRoots: [at('work/.git')] }));
    expect([writable, kept]).toEqual([[at('work'), at('work/.git')], []]);
  });

  test('the home of the server inside a root, for patches too; not when it is the root', () => {
    write('work/state/config.toml');
    const codexHome = at('work/state');
    expect(plan(workspaceWrite(), { codexHome }).protected).toEqual([codexHome]);
    const scope = { policy: workspaceWrite(), cwd: at('work'), env: {}, codexHome };
    expect(areAllWritable([at('work/state/config.toml')], scope)).toBe(false);
    expect(areAllWritable([at('work/other')], scope)).toBe(true);
    expect(plan(workspaceWrite(), { codexHome, workspace: codexHome }).protected).toEqual([]);
  });

  test('secrets are hidden in every mode', () => {
    write('home/auth.json');
    write('home/web-server.token');
    const hidden = [at('home/auth.json'), at('home/web-server.token')];
    expect([plan({ type: 'readOnly' }).hidden, plan(workspaceWrite()).hidden]).toEqual([hidden, hidden]);
  });
});

describe('placeholders', () => {
  test('exist while somebody holds them; the last one removes them', () => {
    const path = at('work/.codex');
    const [first, second] = [holdPlaceholders([path]), holdPlaceholders([path])];
    expect(plan(workspaceWrite()).placeholders).toContain(path);
    first();
    expect(existsSync(path)).toBe(true);
    second();
    expect(existsSync(path)).toBe(false);
  });

  test('what somebody put there meanwhile stays', () => {
    const release = holdPlaceholders([at('work/.codex')]);
    write('work/.codex/config.toml', 'mine');
    release();
    expect(readdirSync(at('work/.codex'))).toEqual(['config.toml']);
  });

  test('those of a process that was killed are taken over', () => {
    const dead = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
    write(`work/.codex/.codex-placeholder-${dead}-1`);
    holdPlaceholders([at('work/.codex')])();
    expect(existsSync(at('work/.codex'))).toBe(false);
  });
});

test.runIf(sandboxWorks)('with network access, a socket of this server still cannot be reached', async () => {
  const server = createServer((socket) => socket.end('reached'));
  server.listen(at('control.sock'));
  await once(server, 'listening');
  const script = `require('net').connect(process.argv[1]).on('data', (d) => console.log(String(d))).on('error', (e) => console.log(e.code))`;
  const argv = [process.execPath, '-e', script, at('control.sock')] as const;
  const { execFile } = await import('node:child_process');
  const run = async (policy: SandboxPolicy) => {
    const confined = await confine({ ...request(policy), argv: [...argv] });
    const [file, ...args] = confined.argv;
    const output = await new Promise<string>((resolve) => execFile(file, args, (_, stdout) => resolve(stdout.trim())));
    confined.release();
    return output;
  };
  expect(await run({ type: 'dangerFullAccess' })).toBe('reached');
  expect(await run(workspaceWrite({ networkAccess: true }))).toBe('ECONNREFUSED');
  expect(await run(workspaceWrite())).toBe('EPERM');
  server.close();
});

describe('what is found out about bubblewrap', () => {
  const fake = (script: string) => {
    mkdirSync(at('bin'), { recursive: true });
    writeFileSync(at('bin/bwrap'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return probeBubblewrap(at('bin'));
  };

  test('it is missing', async () => {
    expect(await probeBubblewrap(at('work'))).toMatchObject({
      path: undefined,
      fault: expect.stringContaining('not installed'),
    });
  });

  test('it is found in absolute folders only', async () => {
    expect(await probeBubblewrap('.:relative')).toMatchObject({ path: undefined });
  });

  test('namespaces are forbidden', async () => {
    const result = await fake('echo "bwrap: No permissions to create new namespace" >&2; exit 1');
    expect(result).toMatchObject({ fault: expect.stringContaining('No permissions'), remedy: expect.any(String) });
    const mapping = await fake('echo "bwrap: setting up uid map: Permission denied" >&2; exit 1');
    expect(mapping).toMatchObject({ remedy: expect.stringContaining('apparmor_restrict_unprivileged_userns') });
  });

  test('it works', async () => {
    expect(await fake('exit 0')).toEqual({ path: at('bin/bwrap'), fault: undefined });
  });
});
