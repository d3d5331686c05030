import { describe, expect, test } from 'vitest';
import { judgeByRules, judgedCommand, proposePrefix } from './exec-policy.ts';
import { parseRules } from './rules-parser.ts';

const { rules } = parseRules(`
prefix_rule(pattern=["git", ["diff", "status"]])
prefix_rule(pattern=["npm", "test"])
prefix_rule(pattern=["ls"])
prefix_rule(pattern=["curl"], decision="prompt")
prefix_rule(pattern=["git", "push"], decision="prompt")
prefix_rule(pattern=["terraform", "destroy"], decision="forbidden")
`);

const decide = (script: string) => judgeByRules(judgedCommand(['/bin/bash', '-lc', script], script), rules)?.decision;

describe('the strictest rule of all parts decides', () => {
  test.each([
    ['git diff', 'allow'],
    ['git status && npm test | ls', 'allow'],
    ["git 'diff' --stat", 'allow'],
    ['/bin/ls -la', 'allow'],
    ['git push origin', 'prompt'],
    ['git diff; git push', 'prompt'],
    ['npm test && curl http://x', 'prompt'],
    ['terraform destroy', 'forbidden'],
    ['ls; curl x; terraform destroy -auto-approve', 'forbidden'],
    ['cat x', undefined],
    ['ls && cat x', undefined],
  ])('%s -> %s', (script, decision) => {
    expect(decide(script)).toBe(decision);
  });
});

describe('no wrapper inherits an allow', () => {
  test.each([
    'env X=1 git diff',
    'X=1 git diff',
    'GIT_PAGER=evil git diff',
    'sh -c "git diff"',
    "bash -lc 'npm test'",
    'xargs ls',
    'find . -exec ls {} +',
    'sudo ls',
    'timeout 5 npm test',
    'nohup npm test',
    'exec ls',
    'git diff $(touch x)',
    'git diff `touch x`',
    'git diff > out',
    'ls <(touch x)',
    'ls &',
    '(ls)',
    '{ ls; }',
    'if ls; then ls; fi',
    'ls $HOME',
    'ls *',
    '! ls',
    'gitdiff',
    'git -c core.pager=x diff',
    './ls',
    '/tmp/ls',
    'npm testing',
    'git "diff --stat"',
  ])('%s', (script) => {
    expect(decide(script)).toBeUndefined();
  });
});

describe('no wrapper hides what is forbidden', () => {
  test.each([
    'bash -lc "terraform destroy"',
    "sh -c 'cd x && terraform destroy'",
    'env A=1 terraform destroy',
    'A=1 terraform destroy',
    'sudo -u root terraform destroy',
    'timeout 5 terraform destroy',
    'find . -name x -exec terraform destroy {} +',
    'echo x | xargs -n 1 terraform destroy',
    'echo $(terraform destroy)',
    'terraform destroy > log',
    '/opt/tools/terraform destroy',
    'true && { terraform destroy; }',
    'if true; then terraform destroy; fi',
    'nice nohup env terraform destroy',
    'bash -c "bash -c \'terraform destroy\'"',
  ])('%s', (script) => {
    expect(decide(script)).toBe('forbidden');
  });
});

test.each<[string, readonly string[] | undefined, readonly string[] | undefined]>([
  ['touch b && touch c', ['touch'], ['touch']],
  ['cat x && touch b', ['touch'], ['cat', 'x']],
  ['python3 -c 1', ['python3'], ['python3', '-c', '1']],
  ['ls && touch c', undefined, ['touch', 'c']],
  ['ls > a', ['ls'], ['/bin/bash', '-lc', 'ls > a']],
])('the proposal for %s with the wish %j is %j', (script, wish, proposal) => {
  const { certain } = judgedCommand(['/bin/bash', '-lc', script], script);
  expect(proposePrefix(certain, rules, wish)).toEqual(proposal);
});
