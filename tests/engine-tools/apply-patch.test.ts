import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type BenchOptions, ToolBench } from './tool-bench.ts';

let bench: ToolBench;

function open(options: BenchOptions = {}): ToolBench {
  bench = new ToolBench(options);
  return bench;
}

afterEach(() => bench.close());

const done = (lines: string) =>
  `Exit code: 0\nWall time: <s> seconds\nOutput:\nSuccess. Updated the following files:\n${lines}`;
const files = { 'a.txt': 'one\ntwo\nthree\n', 'gone.txt': 'bye\n', 'old.txt': 'move me\n' };
const allKinds = [
  '*** Add File: new.txt\n+hello\n+there\n',
  '*** Update File: a.txt\n@@\n one\n-two\n+TWO\n three\n',
  '*** Delete File: gone.txt\n',
  '*** Update File: old.txt\n*** Move to: moved.txt\n@@\n-move me\n+moved you\n',
].join('');

test('all kinds of change: the item, the diff, the files', async () => {
  open({ files });
  expect(await bench.patch(allKinds)).toBe(done('A new.txt\nM a.txt\nM moved.txt\nD gone.txt\n'));
  const at = (name: string) => join(bench.cwd, name);
  const item = {
    type: 'fileChange',
    id: 'c1',
    changes: [
      {
        path: at('a.txt'),
        kind: { type: 'update', move_path: null },
        diff: '@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n',
      },
      { path: at('gone.txt'), kind: { type: 'delete' }, diff: 'bye\n' },
      { path: at('new.txt'), kind: { type: 'add' }, diff: 'hello\nthere\n' },
      {
        path: at('old.txt'),
        kind: { type: 'update', move_path: at('moved.txt') },
        diff: `@@ -1 +1 @@\n-move me\n+moved you\n\n\nMoved to: ${at('moved.txt')}`,
      },
    ],
  };
  expect(bench.events.slice(0, 2)).toEqual([
    { method: 'item/started', params: { item: { ...item, status: 'inProgress' } } },
    { method: 'item/completed', params: { item: { ...item, status: 'completed' } } },
  ]);
  expect(bench.events[2]?.method).toBe('turn/diff/updated');
  expect(bench.events[2]?.params.diff).toBe(
    [
      'diff --git a/a.txt b/a.txt\nindex 4cb29ea38f70d7c61b2a3a25b02e3bdf44905402..ddc897f039f57aa91e16efa6dfde386c4255206f\n',
      '--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n',
      'diff --git a/gone.txt b/gone.txt\ndeleted file mode 100644\nindex b023018cabc396e7692c70bbf5784a93d3f738ab..0000000000000000000000000000000000000000\n',
      '--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-bye\n',
      'diff --git a/new.txt b/new.txt\nnew file mode 100644\nindex 0000000000000000000000000000000000000000..c4c04173748f9107f27a8a2e4007ec50c88da299\n',
      '--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1,2 @@\n+hello\n+there\n',
      'diff --git a/old.txt b/moved.txt\nindex d3f59cb83812926b440d3cd7ef80c168183157e1..567f61e95b2abaad1154841b814d7951b0ef2587\n',
      '--- a/old.txt\n+++ b/moved.txt\n@@ -1 +1 @@\n-move me\n+moved you\n',
    ].join(''),
  );
  expect(readdirSync(bench.cwd).sort()).toEqual(['a.txt', 'moved.txt', 'new.txt']);
});

test.each([
  ['*** Update File: a.txt\n@@\n-nope\n+x\n', 'Failed to find expected lines in <cwd>/a.txt:\nnope'],
  ['*** Update File: a.txt\n@@ nowhere\n-two\n+2\n', "Failed to find context 'nowhere' in <cwd>/a.txt"],
  [
    '*** Update File: no.txt\n@@\n-a\n+b\n',
    'Failed to read file to update <cwd>/no.txt: No such file or directory (os error 2)',
  ],
  ['*** Delete File: no.txt\n', 'Failed to read <cwd>/no.txt: No such file or directory (os error 2)'],
  ['*** Delete File: sub\n', 'Failed to read <cwd>/sub: path `<cwd>/sub` is not a file'],
  ['*** Add File: x\n+1\n*** Delete File: x\n', 'invalid patch: multiple operations target <cwd>/x'],
])('a patch that does not fit touches nothing: %j', async (operations, why) => {
  open({ files: { ...files, 'sub/f': '' } });
  const output = await bench.patch(`*** Add File: first.txt\n+x\n${operations}`);
  expect(output).toBe(`apply_patch verification failed: ${why.replaceAll('<cwd>', bench.cwd)}`);
  expect(bench.events).toEqual([]);
  expect(bench.read('first.txt')).toBeNull();
});

test.each([
  // Fails when the last new file is written …
  ['*** Add File: gone.txt/x\n+1\n*** Add File: deep/er/y\n+1\n', 'gone.txt/x'],
  // … and when the files are moved into place: a file and a folder of one name.
  ['*** Add File: deep/er/x\n+1\n*** Add File: deep/er/x/y\n+2\n', 'deep/er/x'],
])('a write that fails half-way leaves every file as it was: %j', async (operations, name) => {
  open({ files });
  const before = readdirSync(bench.cwd, { recursive: true }).sort();
  const output = await bench.patch(allKinds.replace(/\*\*\* Delete.*\n/, '') + operations);
  expect(output).toBe(`Exit code: 1\nWall time: <s> seconds\nOutput:\nFailed to write file ${join(bench.cwd, name)}\n`);
  expect(bench.completed('c1')).toMatchObject({ status: 'failed' });
  expect(readdirSync(bench.cwd, { recursive: true }).sort()).toEqual(before);
  for (const [file, text] of Object.entries(files)) expect(bench.read(file)).toBe(text);
});

test('line ends, mode and links of a file survive', async () => {
  open({ files: { 'crlf.txt': 'a\r\nb\r\nc\r\n', 'run.sh': 'echo 1\n', 'no-end.txt': 'x\ny' } });
  chmodSync(join(bench.cwd, 'run.sh'), 0o750);
  symlinkSync('run.sh', join(bench.cwd, 'link.sh'));
  await bench.patch(
    '*** Update File: crlf.txt\n@@\n-b\n+B\n+B2\n*** Update File: link.sh\n@@\n-echo 1\n+echo 2\n*** Update File: no-end.txt\n@@\n-y\n+Y\n',
  );
  expect(bench.read('crlf.txt')).toBe('a\r\nB\r\nB2\r\nc\r\n');
  expect(bench.read('run.sh')).toBe('echo 2\n');
  expect(bench.read('no-end.txt')).toBe('x\nY\n');
  expect(statSync(join(bench.cwd, 'run.sh')).mode & 0o777).toBe(0o750);
  expect(lstatSync(join(bench.cwd, 'link.sh')).isSymbolicLink()).toBe(true);
});

test('git applies the diff of a turn of patches to the tree as it was', async () => {
  open({ files: { ...files, 'x.sh': 'echo\n', 'no-end': 'a\nb' } });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: bench.cwd, encoding: 'utf8' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'before');
  await bench.patch(allKinds);
  await bench.patch('*** Update File: x.sh\n*** Move to: sub/y.sh\n@@\n-echo\n+echo 1\n');
  await bench.patch('*** Update File: sub/y.sh\n*** Move to: sub/z.sh\n@@\n-echo 1\n+echo 2\n');
  await bench.patch('*** Update File: no-end\n@@\n a\n-b\n+c\n*** Add File: brief\n+1\n');
  await bench.patch('*** Delete File: brief\n');
  git('add', '-A');
  const after = git('write-tree');
  git('reset', '-q', '--hard');
  writeFileSync(join(bench.home, 'turn.diff'), bench.context.turnDiff.current());
  git('apply', '--index', join(bench.home, 'turn.diff'));
  expect(git('write-tree')).toBe(after);
});

const outside = (name: string) => `*** Add File: ${join(bench.home, name)}\n+x\n`;
const workspaceWrite = { type: 'workspaceWrite', excludeSlashTmp: true, excludeTmpdirEnvVar: true } as const;

test('workspace-write: inside runs, outside and .git ask, never refuses them', async () => {
  open({
    files,
    sandboxPolicy: workspaceWrite,
    approvalPolicy: 'on-request',
    answers: ['decline', 'decline', 'decline'],
  });
  expect(await bench.patch('*** Add File: in.txt\n+x\n')).toBe(done('A in.txt\n'));
  expect(await bench.patch(outside('out.txt'))).toBe('patch rejected by user');
  expect(bench.of('c2').map(({ method }) => method)).toEqual([
    'item/started',
    'item/fileChange/requestApproval',
    'item/completed',
  ]);
  expect(bench.of('c2')[1]?.params).toEqual({
    itemId: 'c2',
    startedAtMs: expect.any(Number),
    reason: null,
    grantRoot: null,
  });
  expect(bench.completed('c2')).toMatchObject({ status: 'declined' });
  expect(await bench.patch('*** Add File: .git/hooks/pre-commit\n+x\n')).toBe('patch rejected by user');
  symlinkSync(bench.home, join(bench.cwd, 'way-out'));
  expect(await bench.patch('*** Add File: way-out/out.txt\n+x\n')).toBe('patch rejected by user');
  await bench.close();
  const refused = 'patch rejected: writing outside of the project; rejected by user approval settings';
  expect(await open({ sandboxPolicy: workspaceWrite }).patch(outside('out.txt'))).toBe(refused);
  expect(bench.events).toEqual([]);
});

test('read-only asks, never refuses, untrusted asks even with full access', async () => {
  const blocked = 'patch rejected: writing is blocked by read-only sandbox; rejected by user approval settings';
  expect(await open({ sandboxPolicy: { type: 'readOnly' } }).patch('*** Add File: n\n+x\n')).toBe(blocked);
  await bench.close();
  open({ sandboxPolicy: { type: 'readOnly' }, approvalPolicy: 'on-request', answers: ['accept'] });
  expect(await bench.patch('*** Add File: n\n+x\n')).toBe(done('A n\n'));
  await bench.close();
  open({ approvalPolicy: 'untrusted', answers: [{ error: { code: 1, message: 'x' } }] });
  expect(await bench.patch('*** Add File: n\n+x\n')).toBe('approval request failed');
  expect([bench.completed('c1'), bench.read('n')]).toEqual([expect.objectContaining({ status: 'declined' }), null]);
});

test('acceptForSession holds per file; cancel ends the turn and leaves the item open', async () => {
  open({ files, approvalPolicy: 'untrusted', answers: ['acceptForSession', 'cancel'] });
  await bench.patch('*** Update File: a.txt\n@@\n-one\n+1\n');
  await bench.patch('*** Update File: a.txt\n@@\n-1\n+one\n');
  await expect(bench.patch('*** Update File: a.txt\n@@\n-one\n+1\n*** Delete File: gone.txt\n')).rejects.toThrow(
    'interrupted',
  );
  expect(bench.of('c3').map(({ method }) => method)).toEqual(['item/started', 'item/fileChange/requestApproval']);
  expect([bench.read('a.txt'), bench.read('gone.txt')]).toEqual([files['a.txt'], files['gone.txt']]);
});

test('what changed while somebody decided is not written over', async () => {
  open({
    files,
    approvalPolicy: 'untrusted',
    answers: ['accept'],
    onAsk: () => bench.write('a.txt', 'zero\none\ntwo\nthree\n'),
  });
  await bench.patch('*** Update File: a.txt\n@@\n-two\n+2\n');
  expect(bench.read('a.txt')).toBe('zero\none\n2\nthree\n');
});

test('a patch through the shell goes the way of the tool', async () => {
  open({ files: { 'sub/a.txt': 'one\ntwo\n' } });
  const patch = '*** Begin Patch\n*** Update File: a.txt\n@@\n one\n-two\n+$2\n*** End Patch';
  const output = await bench.exec(`cd sub && apply_patch <<'EOF'\n${patch}\nEOF\n`);
  expect(output).toMatch(/^Wall time: <s> seconds\nOutput:\nExit code: 0\nWall time: <s> seconds\nOutput:\nSuccess\. /);
  expect(bench.events[0]?.params.item.type).toBe('fileChange');
  expect(bench.read('sub/a.txt')).toBe('one\n$2\n');
});

test('a move onto itself keeps the file', async () => {
  open({ files });
  await bench.patch('*** Update File: a.txt\n*** Move to: ./a.txt\n@@\n-two\n+2\n');
  expect(bench.read('a.txt')).toBe('one\n2\nthree\n');
});
