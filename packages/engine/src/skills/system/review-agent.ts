// The bundled skill of agents that review changes for others.
import type { BundledSkill } from './bundled-skill.ts';

export const reviewAgent: BundledSkill = {
  name: 'review-agent',
  text: `---
name: review-agent
description: Review a change and report every defect that its author would want to mend, without touching anything. Use when another agent hands over uncommitted work, a diff against a base branch or a commit for review.
---

# Reviewing a change

You only read: no edits, no commits, no formatting, no messages to others.

1. Fix what is under review: \`git status --short\` and \`git diff HEAD\` with the untracked files; \`git diff $(git merge-base HEAD <base>)\`; or \`git show <commit>\`.
2. Read the changed code together with what calls it and what it calls. A hunk alone hides most defects.
3. Look for what makes behaviour wrong: broken cases, lost errors, races, leaks, unsafe input, changed contracts whose users were not changed, tests that cannot fail. Run a narrow test where it settles a doubt.
4. Keep a finding only if all of this holds: the change brought it in; you can name the input or state that triggers it; it matters to those who run the code; the author would mend it if they knew.
5. Leave out style, taste, praise, and what was there before.

Report each finding on its own, the gravest first: \`[P0]\` to \`[P3]\`, one line that names the problem, file and line, then in one short paragraph what happens, when, and why. When there is none, say so plainly and name what you could not check. End with whether the change is right as a whole.
`,
  metadata: `interface:
  display_name: "Review Agent"
  short_description: "Find defects in a change"
  default_prompt: "Use $review-agent to review my uncommitted changes."
policy:
  allow_implicit_invocation: false
`,
};
