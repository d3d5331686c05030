// Executes a scenario's client script over one connection and logs every message.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { getPath, matches, substitute } from './vars.mjs';
import { writeFiles } from './workspace.mjs';

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export class StepTimeout extends Error {}

/** Messages of one connection with "each message is expected at most once" bookkeeping. */
export class Session {
  constructor({ vars, model, log, connect, stepTimeoutMs }) {
    Object.assign(this, { vars, model, log, connect, stepTimeoutMs });
    this.conns = new Map();
    this.nextId = 1;
  }

  async open(name = 'main') {
    const conn = await this.connect();
    const state = { conn, inbox: [], wake: [], closed: false };
    conn.on('line', (line) => {
      let msg;
      try {
        msg = JSON.parse(line);
      } catch {
        this.log({ dir: 's2c', conn: name, unparsable: line.slice(0, 300) });
        return;
      }
      this.lastActivity = Date.now();
      this.log({ dir: 's2c', conn: name, msg });
      state.inbox.push({ msg, used: false });
      for (const wake of state.wake.splice(0)) wake();
    });
    conn.on('close', () => {
      state.closed = true;
      this.log({ dir: 'note', conn: name, note: 'connection closed' });
      for (const wake of state.wake.splice(0)) wake();
    });
    conn.on('wsClose', (code) => this.log({ dir: 'note', conn: name, note: `websocket close ${code}` }));
    this.conns.set(name, state);
  }

  #state(step) {
    return this.conns.get(step.conn ?? 'main');
  }

  #send(step, msg) {
    this.log({ dir: 'c2s', conn: step.conn ?? 'main', msg });
    this.#state(step).conn.sendText(JSON.stringify(msg));
  }

  /** Wait for the first unused message satisfying `test`. */
  async take(step, test, what) {
    const state = this.#state(step);
    const end = Date.now() + (step.timeoutMs ?? this.stepTimeoutMs);
    for (;;) {
      const hit = state.inbox.find((e) => !e.used && test(e.msg));
      if (hit) {
        hit.used = true;
        return hit.msg;
      }
      if (state.closed) throw new StepTimeout(`connection closed while waiting for ${what}`);
      const left = end - Date.now();
      if (left <= 0) throw new StepTimeout(`timeout waiting for ${what}`);
      await Promise.race([new Promise((r) => state.wake.push(r)), sleep(Math.min(left, 500))]);
    }
  }

  #capture(step, msg) {
    for (const [name, p] of Object.entries(step.capture ?? {})) this.vars[name] = getPath(msg, p);
  }

  async run(step) {
    const s = substitute({ ...step, match: undefined, capture: undefined }, this.vars);
    if (step.request) {
      const id = s.id ?? this.nextId++;
      if (step.as) this.vars[step.as] = id;
      this.#send(s, { id, ...s.request });
      if (step.wait === false) return;
      const msg = await this.take(step, (m) => m.id === id && !m.method, `response to ${s.request.method} (id ${id})`);
      this.#capture(step, msg);
    } else if (step.response) {
      const id = s.response;
      this.#capture(step, await this.take(step, (m) => m.id === id && !m.method, `response id ${id}`));
    } else if (step.send) {
      this.#send(s, s.send);
    } else if ('raw' in step) {
      this.log({ dir: 'c2s', conn: s.conn ?? 'main', raw: s.raw.slice(0, 300) });
      this.#state(s).conn.sendText(s.raw);
    } else if (step.expect) {
      const msg = await this.take(
        step,
        (m) => m.method === s.expect && matches(m, step.match, this.vars),
        `${s.expect} ${JSON.stringify(step.match ?? {})}`,
      );
      this.#capture(step, msg);
    } else if (step.reply) {
      const msg = await this.take(
        step,
        (m) => m.method === s.reply && m.id !== undefined && matches(m, step.match, this.vars),
        `server request ${s.reply}`,
      );
      this.#capture(step, msg);
      const later = substitute({ result: step.result, error: step.error }, this.vars);
      if (step.delayMs) await sleep(step.delayMs);
      this.#send(s, { id: msg.id, ...(step.error ? { error: later.error } : { result: later.result }) });
    } else if (step.replyTo !== undefined) {
      this.#send(s, { id: s.replyTo, ...(s.error ? { error: s.error } : { result: s.result }) });
    } else if (step.expectError) {
      const msg = await this.take(
        step,
        (m) => (m.error && m.id === undefined) || (m.error && m.id === null),
        'an error without id',
      );
      this.#capture(step, msg);
    } else if (step.waitMs) {
      await sleep(step.waitMs);
    } else if (step.quietMs) {
      const end = Date.now() + 15000;
      while (Date.now() - (this.lastActivity ?? 0) < s.quietMs && Date.now() < end) await sleep(20);
    } else if (step.waitModel) {
      const end = Date.now() + this.stepTimeoutMs;
      while (this.model.requests.length < s.waitModel) {
        if (Date.now() > end) throw new StepTimeout(`timeout waiting for model request ${s.waitModel}`);
        await sleep(15);
      }
    } else if (step.release) {
      this.model.release(s.release);
    } else if (step.files) {
      writeFiles(step.files, this.vars);
    } else if (step.sh) {
      execFileSync('/bin/sh', ['-c', s.sh], { cwd: this.vars.cwd, stdio: 'pipe' });
    } else if (step.readFile) {
      let text = null;
      try {
        text = fs.readFileSync(path.resolve(this.vars.cwd, s.readFile), 'utf8');
      } catch {
        /* absent */
      }
      this.log({ dir: 'file', path: step.readFile, text });
    } else if (step.open) {
      await this.open(s.open);
    } else if (step.closeConn) {
      this.conns.get(s.closeConn).conn.close();
      await sleep(100);
    } else if (step.restart) {
      await this.restart({ kill: step.kill });
      await this.open();
    } else {
      throw new Error(`unknown step ${JSON.stringify(step)}`);
    }
  }
}
