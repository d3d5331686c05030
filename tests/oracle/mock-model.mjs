// Scripted mock of the OpenAI Responses API.
//   POST */responses  -> the next scripted reply, streamed as SSE (or an HTTP error)
//   GET  */models     -> the scripted model list (default: empty)
// Used in-process by run.mjs; stand-alone: node mock-model.mjs replies.json [port]

import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { replyEvents } from './lib/sse.mjs';
import { getPath, substitute } from './lib/vars.mjs';

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export class MockModel extends EventEmitter {
  constructor({ replies = [], models = null, vars = {} } = {}) {
    super();
    this.replies = replies.map((reply) => ({ reply, used: false }));
    this.models = models;
    this.vars = vars;
    this.requests = [];
    this.otherRequests = [];
    this.released = new Set();
    this.server = http.createServer((req, res) =>
      this.#handle(req, res).catch((e) => {
        this.emit('problem', e);
        res.destroy();
      }),
    );
  }

  async listen(port = 0) {
    await new Promise((r) => this.server.listen(port, '127.0.0.1', r));
    return this.server.address().port;
  }

  close() {
    this.server.closeAllConnections?.();
    return new Promise((r) => this.server.close(r));
  }

  release(gate) {
    this.released.add(gate);
    this.emit('release', gate);
  }

  async #handle(req, res) {
    const chunks = [];
    for await (const c of req) chunks.push(c);
    let raw = Buffer.concat(chunks);
    if (req.headers['content-encoding'] === 'gzip') raw = zlib.gunzipSync(raw);
    if (req.headers['content-encoding'] === 'zstd' && zlib.zstdDecompressSync) raw = zlib.zstdDecompressSync(raw);
    const path = req.url.split('?')[0];
    if (req.method === 'GET' && path.endsWith('/models')) {
      res.writeHead(200, { 'content-type': 'application/json' });
      return res.end(JSON.stringify({ models: this.models ?? [] }));
    }
    let body = null;
    try {
      body = JSON.parse(raw.toString('utf8'));
    } catch {
      /* kept as null */
    }
    if (req.method !== 'POST' || !path.endsWith('/responses')) {
      this.otherRequests.push({ method: req.method, path, body });
      this.emit('other', { method: req.method, path, body });
      res.writeHead(404, { 'content-type': 'application/json' });
      return res.end('{"error":{"message":"not found"}}');
    }
    const n = this.requests.length + 1;
    const entry = { n, path, headers: req.headers, body };
    this.requests.push(entry);
    this.emit('request', entry);
    await this.#answer(this.#pick(body), n, body, res);
  }

  /** The first unused reply whose `when` substring (if any) occurs in the last input item of the request. */
  #pick(body) {
    const text = JSON.stringify(body?.input?.at(-1)) ?? '';
    const slot = this.replies.find(
      (r) => !r.used && (!r.reply.when || text.includes(substitute(r.reply.when, this.vars))),
    );
    if (!slot) return { text: '(mock: no scripted reply left)' };
    if (!slot.reply.repeat) slot.used = true;
    return slot.reply;
  }

  async #answer(rawReply, n, body, res) {
    for (const [name, spec] of Object.entries(rawReply.capture ?? {})) {
      const text = spec.path ? String(getPath(body, spec.path)) : JSON.stringify(body);
      const m = new RegExp(spec.re ?? '(.*)', 's').exec(text);
      if (m) this.vars[name] = spec.number ? Number(m[1]) : m[1];
    }
    const reply = substitute(rawReply, this.vars);
    if (reply.delayMs) await sleep(reply.delayMs);
    if (reply.gate) await this.#gate(reply.gate, res);
    if (reply.status) {
      res.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      return res.end(
        typeof reply.body === 'string'
          ? reply.body
          : JSON.stringify(reply.body ?? { error: { message: 'mock error' } }),
      );
    }
    if (reply.refuse) return res.destroy();
    res.writeHead(200, { 'content-type': 'text/event-stream', ...reply.headers });
    res.flushHeaders();
    for (const e of replyEvents(reply, n)) {
      if (res.destroyed) return;
      if (e.control) {
        if (e.control.delayMs) await sleep(e.control.delayMs);
        if (e.control.gate) await this.#gate(e.control.gate, res);
        continue;
      }
      res.write(`event: ${e.type}\ndata: ${JSON.stringify(e)}\n\n`);
      if (reply.eventDelayMs) await sleep(reply.eventDelayMs);
    }
    if (reply.hang) return;
    if (reply.dropConnection) {
      await sleep(30);
      return res.destroy();
    }
    res.end();
  }

  #gate(name, res) {
    if (this.released.has(name)) return null;
    return new Promise((resolve) => {
      const done = () => {
        this.off('release', onRelease);
        resolve();
      };
      const onRelease = (g) => {
        if (g === name) done();
      };
      this.on('release', onRelease);
      res.on('close', done);
    });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const spec = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  const model = new MockModel(Array.isArray(spec) ? { replies: spec } : { replies: spec.model, models: spec.models });
  model.on('request', (r) => console.log(JSON.stringify({ n: r.n, input: r.body?.input?.length })));
  console.log('mock model on', await model.listen(Number(process.argv[3] ?? 9911)));
}
