#!/usr/bin/env node
// Runs scenarios against a server that speaks the codex app-server protocol and records everything.
//   node run.mjs --server "codex app-server" [--ws] [--out DIR] [--base DIR] [--jobs N] [--timeout MS]
//                [--only REGEX] [--samples DIR] SCENARIO.json|DIR ...
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Session, StepTimeout } from './lib/client.mjs';
import { requestShape, rolloutShape } from './lib/shape.mjs';
import { freePort, StdioConnection, startProcess, stopProcess, WsConnection } from './lib/transport.mjs';
import { trimValue, withoutDescriptions } from './lib/trim.mjs';
import { substitute } from './lib/vars.mjs';
import { initGit, listRollouts, makeDirs, writeFiles } from './lib/workspace.mjs';
import { MockModel } from './mock-model.mjs';

function parseArgs(argv) {
  const opts = {
    out: 'recordings/new',
    base: path.join(os.homedir(), 'oracle-run'),
    jobs: 2,
    timeout: 12000,
    paths: [],
  };
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i];
    if (a === '--ws') opts.ws = true;
    else if (a === '--verbose') opts.verbose = true;
    else if (a.startsWith('--')) opts[a.slice(2)] = argv[++i];
    else opts.paths.push(a);
  }
  opts.jobs = Number(opts.jobs);
  opts.timeout = Number(opts.timeout);
  if (!opts.server || !opts.paths.length)
    throw new Error('usage: run.mjs --server "<command>" [--ws] [--out DIR] scenario...');
  return opts;
}

const expand = (p) =>
  fs.statSync(p).isDirectory()
    ? fs
        .readdirSync(p)
        .filter((f) => f.endsWith('.json'))
        .sort()
        .map((f) => path.join(p, f))
    : [p];

async function runScenario(file, opts) {
  const scenario = JSON.parse(fs.readFileSync(file, 'utf8'));
  const ws = opts.ws || scenario.transport === 'ws';
  const dirs = makeDirs(opts.base, scenario.name);
  const vars = { ...dirs, node: process.execPath };
  const model = new MockModel({ replies: scenario.model, models: scenario.models, vars });
  vars.modelPort = await model.listen();
  vars.modelUrl = `http://127.0.0.1:${vars.modelPort}/v1`;
  const replacements = [
    [dirs.cwd, '<cwd>'],
    [dirs.home, '<home>'],
    [dirs.base, '<base>'],
    [`127.0.0.1:${vars.modelPort}`, '<model>'],
  ];

  const lines = [];
  const t0 = Date.now();
  const log = (entry) => {
    const e = { t: Date.now() - t0, ...entry };
    if (e.msg) e.msg = trimValue(e.msg, replacements);
    if (e.conn === 'main') delete e.conn;
    lines.push(e);
    if (opts.verbose) console.error(JSON.stringify(e).slice(0, 600));
  };
  log({
    dir: 'meta',
    name: scenario.name,
    server: opts.server,
    transport: ws ? 'ws' : 'stdio',
    ...(scenario.parallel ? { parallel: true } : {}),
    ...(scenario.ignore ? { ignore: scenario.ignore } : {}),
    ...(scenario.volatile ? { volatile: scenario.volatile } : {}),
    paths: { cwd: dirs.cwd, home: dirs.home, base: dirs.base, userHome: dirs.userHome, fixtures: dirs.fixtures },
    modelPort: vars.modelPort,
  });
  const withoutPaths = (body) =>
    JSON.parse(replacements.reduce((text, [from, to]) => text.split(from).join(to), JSON.stringify(body)));
  model.on('request', (r) => log({ dir: 'model', shape: requestShape({ ...r, body: withoutPaths(r.body) }) }));
  model.on('other', (r) => log({ dir: 'modelOther', method: r.method, path: r.path }));

  writeFiles(scenario.files, vars);
  initGit(scenario.git, dirs);
  if (scenario.config !== undefined)
    fs.writeFileSync(path.join(dirs.home, 'config.toml'), substitute(scenario.config, vars));
  const env = {
    PATH: process.env.PATH,
    HOME: dirs.userHome,
    USER: 'root',
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    TZ: 'UTC',
    CODEX_HOME: dirs.home,
    RUST_LOG: process.env.ORACLE_RUST_LOG ?? 'off',
    ...substitute(scenario.env ?? {}, vars),
  };

  const stopOptions = ws ? { signal: 'SIGTERM' } : {};
  let child;
  let port;
  let stderr = '';
  const start = async () => {
    port = ws ? await freePort() : null;
    child = startProcess(opts.server, {
      cwd: dirs.cwd,
      env,
      extraArgs: `${substitute(scenario.serverArgs ?? '', vars)}${ws ? ` --listen ws://127.0.0.1:${port}` : ''}`,
      stderrTo: (s) => {
        stderr += s;
      },
    });
  };
  const connect = () => (ws ? new WsConnection(port) : new StdioConnection(child)).open();
  const session = new Session({ vars, model, log, connect, stepTimeoutMs: opts.timeout });
  session.restart = async ({ kill } = {}) => {
    if (kill)
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        /* gone */
      }
    for (const c of session.conns.values()) c.conn.close();
    await stopProcess(child, stopOptions);
    log({ dir: 'note', note: 'server restarted' });
    await start();
  };

  let failure = null;
  await start();
  const overall = setTimeout(() => {
    failure ??= 'scenario time limit';
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      /* gone */
    }
  }, scenario.limitMs ?? 60000);
  try {
    await session.open();
    for (const [i, step] of scenario.steps.entries()) {
      try {
        await session.run(step);
      } catch (e) {
        failure = `step ${i}: ${e.message}`;
        log({ dir: 'note', note: `FAILED ${failure}` });
        if (!(e instanceof StepTimeout)) console.error(scenario.name, e);
        break;
      }
    }
  } catch (e) {
    failure = String(e.message);
    log({ dir: 'note', note: `FAILED ${failure}` });
  }
  clearTimeout(overall);
  const exit = await stopProcess(child, stopOptions);
  log({ dir: 'note', note: `server exit ${JSON.stringify(exit ?? null)}` });
  await model.close();

  for (const f of listRollouts(dirs.home)) {
    const text = fs.readFileSync(f, 'utf8');
    log({ dir: 'rollout', file: path.relative(dirs.home, f), lines: rolloutShape(text) });
    if (opts.samples && scenario.saveRollout) {
      const out = text
        .split('\n')
        .filter(Boolean)
        .map((l) => JSON.stringify(trimValue(JSON.parse(l), replacements, '', 240)));
      fs.mkdirSync(opts.samples, { recursive: true });
      fs.writeFileSync(
        path.join(opts.samples, `${scenario.name}.${listRollouts(dirs.home).indexOf(f)}.jsonl`),
        `${out.join('\n')}\n`,
      );
    }
  }
  if (opts.samples && scenario.saveTools && model.requests[0]) {
    const dir = path.join(path.dirname(opts.samples), 'tools');
    fs.mkdirSync(dir, { recursive: true });
    fs.writeFileSync(
      path.join(dir, `${scenario.name}.json`),
      `${JSON.stringify(withoutDescriptions(model.requests[0].body.tools ?? []), null, 1)}\n`,
    );
  }
  fs.mkdirSync(opts.out, { recursive: true });
  fs.writeFileSync(
    path.join(opts.out, `${scenario.name}.jsonl`),
    `${lines.map((l) => JSON.stringify(l)).join('\n')}\n`,
  );
  if (opts.stderr) fs.writeFileSync(path.join(opts.out, `${scenario.name}.stderr`), stderr);
  if (!opts.keep) fs.rmSync(dirs.base, { recursive: true, force: true });
  return { name: scenario.name, failure, messages: lines.filter((l) => l.dir === 's2c').length, ms: Date.now() - t0 };
}

const opts = parseArgs(process.argv.slice(2));
const queue = opts.paths
  .flatMap(expand)
  .filter((f) => !opts.only || new RegExp(opts.only).test(path.basename(f, '.json')));
let failed = 0;
await Promise.all(
  Array.from({ length: opts.jobs }, async () => {
    for (let f = queue.shift(); f; f = queue.shift()) {
      const r = await runScenario(f, opts);
      if (r.failure) failed++;
      console.log(
        `${r.failure ? 'FAIL' : 'ok  '} ${r.name.padEnd(38)} ${String(r.messages).padStart(4)} msgs ${String(r.ms).padStart(6)} ms ${r.failure ?? ''}`,
      );
    }
  }),
);
process.exitCode = failed ? 1 : 0;
