// Asks the official server anew what it makes of every request in refusals.jsonl, and writes its words there.
// To add a case, append a line with `method` and `params`, then run: scripts/node tests/protocol/record-refusals.ts
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { officialCodex } from '../../scripts/peers.ts';
import { type RefusalCase, readRefusals, refusalsFile } from './refusals.ts';

const prefix = 'Invalid request: ';

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
}

/** Sends one request at a time and waits for its answer: the official server refuses when too many are waiting. */
async function askAll(cases: readonly RefusalCase[], codex: string, home: string): Promise<RefusalCase[]> {
  const server = spawn(codex, ['app-server'], {
    cwd: home,
    env: { ...process.env, CODEX_HOME: home, HOME: home },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const ask = async (id: number, method: string, params: unknown): Promise<Answer> => {
    server.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the server ended at ${method} ${JSON.stringify(params)}`);
      const answer = JSON.parse(value) as Answer;
      if (answer.id === id) return answer;
    }
  };
  const clientInfo = { name: 'record-refusals', version: '1' };
  await ask(0, 'initialize', { clientInfo, capabilities: { experimentalApi: true } });
  const answered: RefusalCase[] = [];
  for (const [index, entry] of cases.entries()) {
    const { error } = await ask(index + 1, entry.method, entry.params);
    const refusal = error?.message.startsWith(prefix) ? error.message.slice(prefix.length) : null;
    answered.push({ ...entry, refusal });
  }
  server.stdin.end();
  await new Promise((resolve) => server.once('exit', resolve));
  return answered;
}

const codex = officialCodex();
if (codex === undefined) throw new Error('The official binary is not installed. Run: npm run setup');
const home = mkdtempSync(path.join(tmpdir(), 'refusals-'));
try {
  const answered = await askAll(readRefusals(), codex, home);
  writeFileSync(refusalsFile, `${answered.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
  console.log(`${answered.length} answers written`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
