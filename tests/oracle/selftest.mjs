#!/usr/bin/env node
// Shows that compare.mjs discriminates: every mutation of a recording must score below 1, the recording itself exactly 1.
//   node selftest.mjs [recording.jsonl]
import fs from 'node:fs';
import { compareRecordings } from './compare.mjs';

const file = process.argv[2] ?? 'recordings/public/exec-auto.jsonl';
const read = () =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l));
const s2c = (entries, method, nth = 0) => entries.filter((e) => e.dir === 's2c' && e.msg?.method === method)[nth];
const response = (entries, method) => {
  const id = entries.find((e) => e.dir === 'c2s' && e.msg?.method === method).msg.id;
  return entries.find((e) => e.dir === 's2c' && e.msg?.id === id && !e.msg.method);
};
const drop = (entries, e) => entries.splice(entries.indexOf(e), 1);

const mutations = {
  'nothing (control)': () => {},
  'shift every timestamp (must not matter)': (r) => {
    for (const e of r) if (e.msg?.emittedAtMs) e.msg.emittedAtMs += 12345;
  },
  'new uuids everywhere (must not matter)': (r) => {
    const t = JSON.stringify(r.slice(1)).replace(/01a1/g, '02b2');
    r.splice(1, r.length, ...JSON.parse(t));
  },
  'tokenUsage moved to the end (unrelated family, must not matter)': (r) => {
    const e = s2c(r, 'thread/tokenUsage/updated', 1);
    drop(r, e);
    r.push(e);
  },
  'drop turn/started': (r) => drop(r, s2c(r, 'turn/started')),
  'drop one item/completed': (r) => drop(r, s2c(r, 'item/completed', 1)),
  'duplicate a delta': (r) => {
    const e = s2c(r, 'item/agentMessage/delta');
    r.splice(r.indexOf(e), 0, structuredClone(e));
  },
  'change a status': (r) => {
    s2c(r, 'turn/completed').msg.params.turn.status = 'failed';
  },
  'rename a field': (r) => {
    const i = s2c(r, 'item/completed', 1).msg.params.item;
    i.exit_code = i.exitCode;
    delete i.exitCode;
  },
  'null instead of absent': (r) => {
    response(r, 'initialize').msg.result.extra = null;
  },
  'absent instead of null': (r) => {
    delete response(r, 'thread/start').msg.result.thread.name;
  },
  'timestamp becomes null': (r) => {
    s2c(r, 'turn/started').msg.params.turn.startedAt = null;
  },
  'inconsistent turn id': (r) => {
    const e = s2c(r, 'item/started', 1);
    e.msg.params.turnId = '01a00000-0000-7000-8000-00000000dead';
  },
  'swap two item messages': (r) => {
    const a = r.indexOf(s2c(r, 'item/started', 0)),
      b = r.indexOf(s2c(r, 'item/completed', 0));
    [r[a], r[b]] = [r[b], r[a]];
  },
  'response is an error': (r) => {
    const e = response(r, 'turn/start');
    delete e.msg.result;
    e.msg.error = { code: -32600, message: 'x' };
  },
  'token count differs': (r) => {
    s2c(r, 'thread/tokenUsage/updated').msg.params.tokenUsage.last.totalTokens = 1;
  },
};

let bad = 0;
for (const [name, mutate] of Object.entries(mutations)) {
  const mutated = read();
  mutate(mutated);
  const r = compareRecordings(read(), mutated).wire;
  const same = /control|must not matter/.test(name);
  const ok = same ? r.score === 1 && !r.issues.length : r.score < 1;
  if (!ok) bad++;
  console.log(
    `${ok ? 'ok  ' : 'BAD '} ${name.padEnd(64)} score ${r.score.toFixed(4)}  exact ${r.exactFraction.toFixed(4)}  messages ${r.matched}/${r.messages}  issues ${r.issues.length}`,
  );
}
process.exitCode = bad ? 1 : 0;
