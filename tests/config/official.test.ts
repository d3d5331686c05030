// The official server and ours read the same out of the same file, and out of each other's edits.

import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, createSite, type Site, serverEnv, spawnServer, stdioClient } from '../app-server/harness.ts';
import { editedFiles } from './edits.ts';

const program = officialCodex();
if (!program) console.warn('SKIPPED tests/config/official.test.ts: the official binary is missing. Run: npm run setup');

async function both(): Promise<{ file: string; ours: Client; official: Client }> {
  const site = await createSite();
  const ours = stdioClient(spawnServer(site));
  const official = stdioClient(spawnOfficial(site));
  await Promise.all([ours.initialize(), official.initialize()]);
  return { file: join(site.home.home, 'config.toml'), ours, official };
}

function spawnOfficial(site: Site) {
  const child = spawn(program ?? '', ['app-server'], { cwd: site.home.cwd, env: serverEnv(site), stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function sameReading({ ours, official }: { ours: Client; official: Client }): Promise<void> {
  const [mine, theirs] = await Promise.all(
    [ours, official].map((client) => client.request('config/read', { includeLayers: true })),
  );
  expect({ result: mine?.result, error: mine?.error }).toEqual({ result: theirs?.result, error: theirs?.error });
}

const texts = [
  '',
  'model = "x"\nservice_tier = "fast"\n[features]\ngoals = false\nunknown_thing = true\n',
  '[tools.web_search]\ncontext_size = "low"\n[tools.web_search.location]\ncountry = "US"\n',
  '[mcp_servers.a]\ncommand = "x"\nargs = ["1"]\nstartup_timeout_ms = 5000\n[mcp_servers.a.env]\nA = "b"\n',
  '[mcp_servers.a]\nurl = "http://x"\nbearer_token = "abc"\n',
  '[mcp_servers.a]\nurl = "http://x"\nscopes = ["a"]\nrequired = true\ndefault_tools_approval_mode = "auto"\n',
  '[apps._default]\nenabled = true\n[apps.x]\nenabled = false\n',
  '[[hooks.PreToolUse]]\nmatcher = "x"\n[[hooks.PreToolUse.hooks]]\ntype = "command"\ncommand = "echo"\n',
  '[hooks.state.k]\ntrusted_hash = "a"\nenabled = true\n',
  'approval_policy = { granular = { sandbox_approval = true, rules = true, mcp_elicitations = false } }\n',
  'approval_policy = { granular = { rules = true } }\n',
  'approval_policy = "untrusted"\n',
  'approval_policy = "bogus"\n',
  'model_context_window = "many"\n',
  'sandbox_workspace_write.writable_roots = ["rel", "/abs"]\nlog_dir = "logs"\n',
  '[tui]\nnotifications = ["a"]\ntheme = "x"\n[notice]\nhide_full_access_warning = true\n[history]\nmax_bytes = 1\n',
  '[profiles.x]\nmodel = "m"\n[profiles.x.tools]\nweb_search = true\n',
  'profile = "x"\n',
  '[agents.rev]\ndescription = "d"\nconfig_file = "r.toml"\n',
  '[skills.bundled]\nenabled = false\n[plugins."a@b"]\nenabled = true\n',
  '[shell_environment_policy]\ninherit = "core"\n[shell_environment_policy.set]\nA = "1"\n',
  'default_permissions = ":workspace"\nforced_chatgpt_workspace_id = "a"\n[memories]\nversion = "v2"\n',
  '[model_providers.m]\nbase_url = "x"\n',
  'model = "\n',
];

describe.skipIf(!program)('beside the official server', () => {
  it('reads the same', async () => {
    const { file, ...clients } = await both();
    for (const text of texts) {
      await writeFile(file, text);
      await sameReading(clients);
    }
  });

  it('is told the same of every edit, and both read the results alike', async () => {
    const { file, ours, official } = await both();
    const start =
      '# mine\nmodel = "a" # side\n[mcp_servers]\na = { command = "y", args = [] } # c\n\n[tui]\ntheme = "x"\n';
    const edits: ReadonlyArray<readonly [string, unknown]> = [
      ['model', 'b'],
      ['model', null],
      ['review_model', 'it\'s "q"\n'],
      ['mcp_servers.a.command', 'z'],
      ['mcp_servers.b', { command: 'x', env: { A: '1' } }],
      ['features.goals', false],
      ['projects."/a.b/c".trust_level', 'trusted'],
      ['tui', null],
      ['tui.theme.x', 1],
      ['a..b', 1],
      ['nothing.there', null],
      ['model_provider', 'nope'],
    ];
    for (const [keyPath, value] of edits) {
      const params = { keyPath, value, mergeStrategy: 'replace' };
      await writeFile(file, start);
      const theirs = await official.request('config/value/write', params);
      await writeFile(file, start);
      const mine = await ours.request('config/value/write', params);
      expect({ result: mine.result, error: mine.error }, keyPath).toEqual({
        result: theirs.result,
        error: theirs.error,
      });
      expect(await readFile(file, 'utf8')).toContain('# mine');
      await sameReading({ ours, official });
    }
  });

  it('reads what our random edits leave as we do', { timeout: 300_000 }, async () => {
    const { file, ours, official } = await both();
    await fc.assert(
      fc.asyncProperty(editedFiles, async ([text, edits]) => {
        await writeFile(file, text);
        await ours.request('config/batchWrite', { edits });
        await sameReading({ ours, official });
      }),
      { numRuns: 2000 },
    );
  });
});
