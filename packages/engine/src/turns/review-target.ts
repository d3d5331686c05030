// What is to be reviewed: how clients are shown it, and what the reviewer is told.
import type { ReviewTarget } from '@codex/protocol/review/start.ts';
import { invalidRequest } from '../errors.ts';
import { mergeBase } from '../git/merge-base.ts';

type Of<T extends ReviewTarget['type']> = Extract<ReviewTarget, { type: T }>;

interface TargetKind<T extends ReviewTarget['type']> {
  /** The target without blanks around its words. Throws EngineError when a word is missing. */
  check(target: Of<T>): Of<T>;
  hint(target: Of<T>): string;
  /** `cwd`: where the repository is looked for. */
  task(target: Of<T>, cwd: string): string | Promise<string>;
}

const ask = 'Provide prioritized, actionable findings.';

const kinds: { readonly [T in ReviewTarget['type']]: TargetKind<T> } = {
  uncommittedChanges: {
    check: (target) => target,
    hint: () => 'current changes',
    task: () =>
      'Review the current code changes (staged, unstaged, and untracked files) and provide prioritized findings.',
  },
  baseBranch: {
    check: (target) => ({ ...target, branch: said('branch', target.branch) }),
    hint: ({ branch }) => `changes against '${branch}'`,
    task: async ({ branch }, cwd) => branchTask(branch, await mergeBase(cwd, branch)),
  },
  commit: {
    check: (target) => ({ ...target, sha: said('sha', target.sha), title: target.title?.trim() || null }),
    hint: ({ sha, title }) => `commit ${sha.slice(0, 7)}${title ? `: ${title}` : ''}`,
    task: ({ sha, title }) =>
      `Review the code changes introduced by commit ${sha}${title ? ` ("${title}")` : ''}. ${ask}`,
  },
  custom: {
    check: (target) => ({ ...target, instructions: said('instructions', target.instructions) }),
    hint: ({ instructions }) => instructions,
    task: ({ instructions }) => instructions,
  },
};

/** Throws EngineError when a word is missing. */
export function checkTarget(target: ReviewTarget): ReviewTarget {
  return kindOf(target).check(target);
}

export function reviewHint(target: ReviewTarget): string {
  return kindOf(target).hint(target);
}

export async function reviewTask(target: ReviewTarget, cwd: string): Promise<string> {
  return kindOf(target).task(target, cwd);
}

function kindOf(target: ReviewTarget): TargetKind<ReviewTarget['type']> {
  return kinds[target.type] as TargetKind<ReviewTarget['type']>;
}

function said(name: string, value: string): string {
  const text = value.trim();
  if (text === '') throw invalidRequest(`${name} must not be empty`);
  return text;
}

function branchTask(branch: string, base: string | null): string {
  const subject = `Review the code changes against the base branch '${branch}'.`;
  if (base !== null) {
    return `${subject} The merge base commit for this comparison is ${base}. Run \`git diff ${base}\` to inspect the changes relative to ${branch}. ${ask}`;
  }
  const upstream = `git merge-base HEAD "$(git rev-parse --abbrev-ref "${branch}@{upstream}")"`;
  return `${subject} Start by finding the merge diff between the current branch and ${branch}'s upstream e.g. (\`${upstream}\`), then run \`git diff\` against that SHA to see what changes we would merge into the ${branch} branch. ${ask}`;
}
