// S18, S19 and S21: real attempts to escape, as root and as an ordinary user. Each of them works without a sandbox, or
// it would prove nothing here.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRoot, nobody, othersMayRun, sandboxWorks, warnIfSkipped } from './availability.ts';
import { Prison, type Verdicts } from './prison.ts';

warnIfSkipped('escape.test.ts');

type Attempts = Readonly<Record<string, string>>;

const connect = (target: string) =>
  `"$NODE" -e 'require("net").connect(${target}).on("data", () => process.exit(0)).on("error", () => process.exit(1))'`;
const ptraceNumber = process.arch === 'arm64' ? 117 : 101;

const writes: Attempts = {
  'write-outside': 'echo x > "$OUTSIDE/new-file"',
  'overwrite-outside': 'echo broken >> "$OUTSIDE/secret"',
  'through-a-link': 'ln -sfn "$OUTSIDE" link && echo x > link/by-link',
  'through-a-hard-link': 'ln "$OUTSIDE/secret" hard && echo broken >> hard',
  'through-proc-root': 'echo x > "/proc/$VICTIM/root$OUTSIDE/by-proc"',
  'touch-config': 'echo "approval_policy = \\"never\\"" >> "$CODEX_HOME/config.toml"',
  'touch-rules': 'mkdir -p "$CODEX_HOME/rules" && echo >> "$CODEX_HOME/rules/default.rules"',
};
const settings: Attempts = {
  'git-hook': 'echo evil > .git/hooks/pre-commit',
  'git-config': 'echo evil >> .git/config',
  'git-rename': 'mv .git .git-old && mv .git-old .git',
  'codex-folder': 'mkdir -p .codex && echo evil > .codex/config.toml && rm -r .codex',
  'agents-folder': 'mkdir -p .agents && echo evil > .agents/skill && rm -r .agents',
  'aws-folder': 'mkdir -p .aws && echo evil > .aws/config && rm -r .aws',
};
const secrets: Attempts = {
  'auth-file': 'grep -q canary "$CODEX_HOME/auth.json"',
  'token-file': 'grep -q canary "$CODEX_HOME/web-server.token"',
  'environ-of-another': 'tr "\\0" "\\n" < "/proc/$VICTIM/environ" | grep -q canary',
  'environ-of-everybody': 'grep -q canary /proc/[0-9]*/environ',
  'memory-of-another': 'head -c 1 "/proc/$VICTIM/mem" 2>&1 | grep -q "Input/output error"',
  'descriptors-of-another': 'ls "/proc/$VICTIM/fd" | grep -q .',
};
const processes: Attempts = {
  signal: 'kill -0 "$VICTIM"',
  ptrace: `perl -e 'exit(syscall(${ptraceNumber}, 16, $ENV{VICTIM} + 0, 0, 0) == 0 ? 0 : 1)'`,
};
const network: Attempts = {
  tcp: connect('process.env.PORT, "127.0.0.1"'),
  'unix-socket': connect('process.env.SOCKET'),
};
/** What an ordinary user may not do anyway, and root must not do either. */
const system: Attempts = {
  'signal-the-server': 'kill -0 "$SERVER"',
  remount: 'mount -o remount,rw,bind / /',
  unmount: 'umount .git || umount /proc',
  'new-namespace': 'unshare -Urm true',
  // Opened for writing only: a sandbox that fails here must not cost the machine its settings.
  'kernel-settings': ': >> /proc/sys/kernel/core_pattern',
  sysrq: ': >> /proc/sysrq-trigger',
  cgroup: 'mkdir /sys/fs/cgroup/escape',
  device: 'mknod disk b 8 0',
};
const inside: Attempts = {
  'write-inside': 'echo x > made && rm made',
  'write-temp': 'f=$(mktemp /tmp/x.XXXXXX) && rm "$f"',
};

const offline: Attempts = { ...writes, ...settings, ...secrets, ...processes, ...network, ...system };
const online: Attempts = { ...writes, ...settings, ...secrets, ...processes, ...system };

const modes: ReadonlyArray<[name: string, options: string[], denied: Attempts, allowed: Attempts]> = [
  ['read-only', ['-P', ':read-only'], { ...offline, ...inside }, {}],
  ['workspace-write', ['-P', ':workspace'], offline, inside],
  [
    'workspace-write with network',
    ['-c', 'sandbox_mode=workspace-write', '-c', 'sandbox_workspace_write.network_access=true'],
    online,
    { ...inside, tcp: network.tcp as string },
  ],
];

const ownUid = process.getuid?.() ?? 0;
const ordinary: ReadonlyArray<[name: string, uid: number]> = [['an ordinary user', isRoot ? nobody : ownUid]];
const users = isRoot ? ([['root', 0], ...(othersMayRun() ? ordinary : [])] as const) : ordinary;

describe.runIf(sandboxWorks).each(users)('as %s', (_name, uid) => {
  const prison = new Prison(uid);
  beforeAll(() => prison.open());
  afterAll(() => prison.close());

  describe.each(modes)('%s', (_mode, options, denied, allowed) => {
    let verdicts: Verdicts;
    beforeAll(async () => {
      verdicts = await prison.attempt(options, { ...denied, ...allowed });
    });

    test.each(Object.keys(denied))('%s is denied', (attempt) => {
      expect(verdicts.worked[attempt], verdicts.output).toBe(false);
    });

    test.each(Object.keys(allowed))('%s is allowed', (attempt) => {
      expect(verdicts.worked[attempt], verdicts.output).toBe(true);
    });

    test('nothing outside has changed, and no trace is left inside', () => {
      const made = [
        'outside/new-file',
        'outside/by-link',
        'outside/by-proc',
        'work/.codex',
        'work/.agents',
        'work/.aws',
      ];
      expect(made.filter((path) => prison.read(path) !== undefined)).toEqual([]);
      expect(prison.read('outside/secret')).toBe('untouched');
      expect([prison.read('home/config.toml'), prison.read('work/.git/config')]).toEqual(['', '[core]\n']);
    });
  });

  test('without a sandbox every attempt works', async () => {
    const attempts = { ...writes, ...settings, ...secrets, ...processes, ...network, ...inside };
    const { worked, output } = await prison.attempt(['-P', ':danger-full-access'], attempts);
    expect(
      Object.keys(attempts).filter((name) => !worked[name]),
      output,
    ).toEqual([]);
  });

  test('and then no secret of the server is in the environment of the command', async () => {
    const output = await prison.run(['-P', ':danger-full-access'], 'env');
    expect(output).toContain('VICTIM=');
    expect(output).not.toContain('canary');
  });
});
