#!/usr/bin/env node
// Compares two recordings (files, or directories of recordings) and scores their agreement.
//   node compare.mjs A B [--json] [--quiet] [--max N] [--model] [--rollout]
// Score of a scenario: mean over the union of messages of (fraction of that message's fields that agree);
// a message present on one side only scores 0. "exact" is stricter: the fraction of messages without any difference.
import fs from 'node:fs';
import path from 'node:path';
import { orderFacts, toLanes } from './lib/lanes.mjs';
import { Bijection, compareLeaf, makeNormaliser, showLeaf } from './lib/normalise.mjs';

const read = (f) =>
  fs
    .readFileSync(f, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l));

/** Longest common subsequence on keys -> list of [a|null, b|null] pairs. */
function align(a, b) {
  const n = a.length,
    m = b.length;
  const t = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      t[i][j] = a[i].key === b[j].key ? t[i + 1][j + 1] + 1 : Math.max(t[i + 1][j], t[i][j + 1]);
  const out = [];
  let i = 0,
    j = 0;
  while (i < n && j < m) {
    if (a[i].key === b[j].key) out.push([a[i++], b[j++]]);
    else if (t[i + 1][j] >= t[i][j + 1]) out.push([a[i++], null]);
    else out.push([null, b[j++]]);
  }
  while (i < n) out.push([a[i++], null]);
  while (j < m) out.push([null, b[j++]]);
  return out;
}

function compareMessages(ma, mb, na, nb, ids) {
  const fa = new Map(na.flatten(ma)),
    fb = new Map(nb.flatten(mb));
  const diffs = [];
  let same = 0;
  const all = new Set([...fa.keys(), ...fb.keys()]);
  for (const p of all) {
    const a = fa.get(p),
      b = fb.get(p);
    if (a && b && compareLeaf(a, b, ids)) same++;
    else diffs.push({ path: p, kind: !b ? 'missing' : !a ? 'extra' : 'different', a: showLeaf(a), b: showLeaf(b) });
  }
  return { total: all.size, same, diffs };
}

function compareLanes(la, lb, na, nb, ids) {
  const r = { messages: 0, matched: 0, exact: 0, fields: 0, fieldsSame: 0, weight: 0, issues: [] };
  for (const lane of new Set([...la.keys(), ...lb.keys()])) {
    for (const [a, b] of align(la.get(lane) ?? [], lb.get(lane) ?? [])) {
      if ((!a || !b) && (a ?? b).optional) continue;
      r.messages++;
      if (!a || !b) {
        r.issues.push({ lane, kind: a ? 'missing message' : 'extra message', key: (a ?? b).key });
        continue;
      }
      r.matched++;
      const c = compareMessages(a.msg, b.msg, na, nb, ids);
      r.fields += c.total;
      r.fieldsSame += c.same;
      r.weight += c.total ? c.same / c.total : 1;
      if (!c.diffs.length) r.exact++;
      for (const d of c.diffs) r.issues.push({ lane, key: a.key, ...d });
    }
  }
  return r;
}

const ratio = (x, y) => (y ? x / y : 1);

export function compareRecordings(a, b) {
  const [ea, eb] = [a, b];
  const na = makeNormaliser(ea[0]),
    nb = makeNormaliser(eb[0]);
  const ids = new Bijection();
  const wire = compareLanes(toLanes(ea), toLanes(eb), na, nb, ids);
  const [oa, ob] = [orderFacts(ea), orderFacts(eb)];
  oa.forEach((f, i) => {
    if (ob[i] !== undefined && ob[i] !== f)
      wire.issues.push({ lane: 'order', kind: 'different', key: 'order', path: '', a: f, b: ob[i] });
  });
  const shape = ({ headers, ...s }) => ({
    ...s,
    input: s.input.map((i) => ({ ...i, content: i.content?.map?.(({ len, sha, head, ...c }) => c) })),
    instructions: s.instructions ? 'present' : null,
  });
  const modelLane = (entries) => {
    const last = (e) => JSON.stringify(e.shape.input.at(-1) ?? null);
    const requests = entries.filter((e) => e.dir === 'model');
    if (entries[0]?.parallel) requests.sort((x, y) => (last(x) < last(y) ? -1 : 1)); // concurrent threads ask in any order
    return new Map([['model', requests.map((e) => ({ key: 'model', msg: { ...shape(e.shape), n: undefined } }))]]);
  };
  const model = compareLanes(modelLane(ea), modelLane(eb), na, nb, ids);
  const rolloutLanes = (entries) =>
    new Map(
      entries
        .filter((e) => e.dir === 'rollout')
        .map((e, i) => [
          `rollout ${i + 1}`,
          e.lines
            .filter((l) => !['event_msg/token_count', 'token_usage_record'].includes(l))
            .map((key) => ({ key, msg: {} })),
        ]),
    );
  const rollout = compareLanes(rolloutLanes(ea), rolloutLanes(eb), na, nb, ids);
  const score = (r) => ({
    score: ratio(r.weight, r.messages),
    messages: r.messages,
    matched: r.matched,
    messageFraction: ratio(r.matched, r.messages),
    exactFraction: ratio(r.exact, r.messages),
    fields: r.fields,
    fieldFraction: ratio(r.fieldsSame, r.fields),
  });
  return {
    wire: { ...score(wire), issues: wire.issues },
    model: { ...score(model), issues: model.issues },
    rollout: { ...score(rollout), issues: rollout.issues },
  };
}

function printIssues(title, issues, max) {
  if (!issues.length) return;
  console.log(`  ${title}:`);
  for (const i of issues.slice(0, max)) {
    if (i.kind.endsWith('message')) console.log(`    [${i.lane}] ${i.kind.toUpperCase()}: ${i.key}`);
    else console.log(`    [${i.lane}] ${i.key} ${i.path} ${i.kind}: ${i.a.slice(0, 160)} -> ${i.b.slice(0, 160)}`);
  }
  if (issues.length > max) console.log(`    … ${issues.length - max} more`);
}

function main(argv) {
  const flags = new Set(argv.filter((a) => a.startsWith('--')));
  const max = flags.has('--max') ? Number(argv[argv.indexOf('--max') + 1]) : 12;
  const [A, B] = argv.filter((a, i) => !a.startsWith('--') && argv[i - 1] !== '--max');
  const names = fs.statSync(A).isDirectory()
    ? fs
        .readdirSync(A)
        .filter((f) => f.endsWith('.jsonl'))
        .sort()
    : [null];
  const total = { n: 0, wire: 0, exact: 0, model: 0, rollout: 0, messages: 0, matched: 0, perfect: 0 };
  const report = {};
  for (const n of names) {
    const fa = n ? path.join(A, n) : A,
      fb = n ? path.join(B, n) : B;
    const name = n?.replace('.jsonl', '') ?? path.basename(A, '.jsonl');
    const r = fs.existsSync(fb) ? compareRecordings(read(fa), read(fb)) : null;
    report[name] = r ?? 'no recording';
    total.n++;
    if (!r) {
      if (!flags.has('--json')) console.log(`${name.padEnd(38)} NO RECORDING`);
      continue;
    }
    total.wire += r.wire.score;
    total.exact += r.wire.exactFraction;
    total.model += r.model.score;
    total.rollout += r.rollout.score;
    total.messages += r.wire.messages;
    total.matched += r.wire.matched;
    if (r.wire.score === 1 && !r.wire.issues.length) total.perfect++;
    if (flags.has('--json')) continue;
    console.log(
      `${name.padEnd(38)} wire ${r.wire.score.toFixed(4)} exact ${r.wire.exactFraction.toFixed(3)} (${r.wire.matched}/${r.wire.messages} messages, fields ${r.wire.fieldFraction.toFixed(4)})  model ${r.model.score.toFixed(3)}  rollout ${r.rollout.score.toFixed(3)}`,
    );
    if (flags.has('--quiet')) continue;
    printIssues('wire', r.wire.issues, max);
    if (flags.has('--model')) printIssues('model', r.model.issues, max);
    if (flags.has('--rollout')) printIssues('rollout', r.rollout.issues, max);
  }
  const summary = {
    scenarios: total.n,
    perfect: total.perfect,
    wireScore: total.wire / total.n,
    exactFraction: total.exact / total.n,
    messageFraction: ratio(total.matched, total.messages),
    modelScore: total.model / total.n,
    rolloutScore: total.rollout / total.n,
  };
  if (flags.has('--json')) console.log(JSON.stringify({ summary, report }, null, 1));
  else
    console.log(
      `\nTOTAL ${summary.scenarios} scenarios, ${summary.perfect} identical; wire ${summary.wireScore.toFixed(4)}, exact ${summary.exactFraction.toFixed(4)}, messages ${summary.messageFraction.toFixed(4)}, model ${summary.modelScore.toFixed(4)}, rollout ${summary.rolloutScore.toFixed(4)}`,
    );
}

if (process.argv[1]?.endsWith('compare.mjs')) main(process.argv.slice(2));
