// A home full of stored threads, made from a recorded conversation with ids, times and words of their own.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/sources.ts';

const sample = readFileSync(path.join(root, 'tests/oracle/samples/rollouts/turn-text.0.jsonl'), 'utf8')
  .trim()
  .split('\n');
const meta = JSON.parse(sample[0] ?? '').payload as { id: string; cwd: string };
const sampleTurn = JSON.parse(sample[1] ?? '').payload.turn_id as string;

export const words = 'amber birch cedar delta ember fjord glade heron inlet juniper kelp linden maple nectar'.split(
  ' ',
);
const filling = ' lorem ipsum dolor sit amet'.repeat(100);
const minute = 60_000;

export interface StoredHome {
  /** Newest first. */
  readonly threads: readonly string[];
  readonly longThread: string;
}

export interface StoredHomeOptions {
  readonly threads: number;
  /** Size of the one long thread. */
  readonly megabytes: number;
}

/** The files only: no server has seen them. */
export function fillHome(home: string, cwd: string, { threads, megabytes }: StoredHomeOptions): StoredHome {
  const now = Date.now();
  const ids = Array.from({ length: threads }, (_, n) => {
    const at = now - (n + 1) * 10 * minute;
    const id = idAt(at);
    const greeting = `"${words[n % words.length]} ${words[(n * 5) % words.length]} ${n}"`;
    put(home, id, at, conversation({ id, at, cwd, turns: 1 }).replaceAll('"Hello"', greeting));
    return id;
  });
  const longThread = idAt(now);
  const long = { id: longThread, at: now - 100 * minute, cwd, filling };
  const turnBytes = conversation({ ...long, turns: 2 }).length / 2;
  put(home, longThread, now - minute, conversation({ ...long, turns: Math.ceil((megabytes * 1e6) / turnBytes) }));
  return { threads: ids, longThread };
}

interface Conversation {
  readonly id: string;
  readonly at: number;
  readonly cwd: string;
  readonly turns: number;
  readonly filling?: string;
}

function conversation({ id, at, cwd, turns, filling: more = '' }: Conversation): string {
  const lines: string[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const turnId = idAt(at + turn);
    const time = new Date(at + turn * 1000).toISOString();
    for (const line of turn === 0 ? sample : sample.slice(1)) {
      const text = line
        .replaceAll(meta.id, id)
        .replaceAll(sampleTurn, turnId)
        .replaceAll(meta.cwd, cwd)
        .replace(/"ordinal":\d+/, `"ordinal":${lines.length}`)
        .replace(/"timestamp":"[^"]*"/g, `"timestamp":"${time}"`)
        .replace(/msg_\w+/g, `msg_${turn}`)
        .replace(/("type":"output_text","text":"[^"]*)"/, `$1${more}"`);
      lines.push(text);
    }
  }
  return `${lines.join('\n')}\n`;
}

function put(home: string, id: string, at: number, text: string): void {
  const [day = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  const folder = path.join(home, 'sessions', ...day.split('-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `rollout-${day}T${time.replaceAll(':', '-')}-${id}.jsonl`), text);
}

/** A UUIDv7. */
function idAt(ms: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 15) | 112;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
