import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { requiredRules } from './required-rules.ts';

const read = (toml: string) => requiredRules('/etc/codex/requirements.toml', parse(toml).prefix_rules as unknown[]);

test('words and their alternatives', () => {
  const toml = `
    [[prefix_rules]]
    pattern = [{ token = "git" }, { any_of = ["push", "fetch"] }]
    decision = "prompt-user"
    justification = "ask first"
    [[prefix_rules]]
    pattern = [{ token = "rm" }]
    decision = "forbidden"
  `;
  expect(read(toml)).toEqual([
    { pattern: [['git'], ['push', 'fetch']], decision: 'prompt', justification: 'ask first' },
    { pattern: [['rm']], decision: 'forbidden', justification: undefined },
  ]);
});

test.each([
  ['pattern = [{ token = "x" }]\ndecision = "allow"', "has decision 'allow', which is not permitted"],
  ['pattern = [{ token = "x" }]', 'is missing a decision'],
  ['pattern = []\ndecision = "prompt"', 'has an empty pattern'],
  ['decision = "prompt"', 'has an empty pattern'],
  ['pattern = ["x"]\ndecision = "prompt"', 'neither a token nor a list'],
  ['pattern = [{ any_of = [] }]\ndecision = "prompt"', 'neither a token nor a list'],
  ['pattern = [{ token = "x", any_of = ["y"] }]\ndecision = "prompt"', 'neither a token nor a list'],
  ['pattern = [{ token = "x" }]\ndecision = "prompt"\njustification = " "', 'has an empty justification'],
])('%j stops the server', (rule, why) => {
  expect(() => read(`[[prefix_rules]]\n${rule}`)).toThrow(why);
});
