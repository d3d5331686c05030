// Idempotency-Key: the same key gets the same answer for 24 hours, also after a restart; a request that comes while the
// first one is under way waits for it. A key is on disk before its request has any effect, so one whose process died
// half-way is never carried out twice: its outcome is told to be unknown.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { HttpError, invalidRequest } from './errors.ts';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface RepeatedAnswer extends Answer {
  /** Not carried out now. */
  readonly replayed: boolean;
}

const keepMs = 24 * 60 * 60_000;
const maxKeyLength = 255;

interface UnderWay {
  readonly digest: string;
  readonly answer: Promise<Answer>;
}

export class Repeats {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(database: DatabaseSync, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** `content`: everything that makes the request what it is. Failures are not kept: the next one tries again. */
  async run(key: string, content: readonly unknown[], act: () => Promise<Answer>): Promise<RepeatedAnswer> {
    if (key === '' || key.length > maxKeyLength) throw invalidRequest('Idempotency-Key must have 1 to 255 characters');
    const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64');
    const underWay = this.#underWay.get(key);
    if (underWay) {
      refuseOther(underWay.digest, digest);
      return { ...(await underWay.answer), replayed: true };
    }
    const kept = this.#kept(key, digest);
    if (kept) return { ...kept, replayed: true };
    const answer = this.#act(key, digest, act);
    this.#underWay.set(key, { digest, answer });
    try {
      return { ...(await answer), replayed: false };
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #act(key: string, digest: string, act: () => Promise<Answer>): Promise<Answer> {
    const insert = this.#database.prepare('INSERT INTO repeats (key, digest, at) VALUES (?, ?, ?)');
    insert.run(key, digest, this.#now());
    try {
      const answer = await act();
      const update = this.#database.prepare('UPDATE repeats SET status = ?, body = ? WHERE key = ?');
      update.run(answer.status, JSON.stringify(answer.body), key);
      return answer;
    } catch (error) {
      this.#database.prepare('DELETE FROM repeats WHERE key = ?').run(key);
      throw error;
    }
  }

  #kept(key: string, digest: string): Answer | undefined {
    this.#database.prepare('DELETE FROM repeats WHERE at < ?').run(this.#now() - keepMs);
    const row = this.#database.prepare('SELECT * FROM repeats WHERE key = ?').get(key);
    if (!row) return undefined;
    refuseOther(String(row.digest), digest);
    if (row.status !== null) return { status: Number(row.status), body: JSON.parse(String(row.body)) };
    throw new HttpError(
      409,
      'IDEMPOTENCY_UNKNOWN',
      'The server stopped during that request; look before you repeat it',
    );
  }
}

function refuseOther(known: string, given: string): void {
  if (known === given) return;
  throw new HttpError(409, 'IDEMPOTENCY_MISMATCH', 'This Idempotency-Key was used for another request');
}
