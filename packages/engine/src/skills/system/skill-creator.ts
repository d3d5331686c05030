// The bundled skill that helps to write skills.
import type { BundledSkill } from './bundled-skill.ts';

export const skillCreator: BundledSkill = {
  name: 'skill-creator',
  text: `---
name: skill-creator
description: Write a new skill or improve one that exists. Use when the user wants to keep a way of working, the knowledge of a tool or a format, or a routine task as a skill (SKILL.md).
metadata:
  short-description: Write or improve a skill
---

# Writing skills

A skill is a folder with a \`SKILL.md\`. Of all skills the model always sees name, description and path; it reads the file only when a task calls for it. So the description decides whether a skill is used, and the file should hold nothing but what the model would otherwise get wrong.

## Steps

1. Ask for, or find in the conversation, two or three real tasks the skill is for. What went wrong without it? What was looked up or written again each time?
2. Choose the place:
   - for one project: \`.agents/skills/<name>/\` in its repository;
   - for the user everywhere: \`$CODEX_HOME/skills/<name>/\` (\`~/.codex/skills/<name>/\` when \`CODEX_HOME\` is not set) or \`~/.agents/skills/<name>/\`.
   Never write to \`$CODEX_HOME/skills/.system\`: the server replaces that folder.
3. Write \`SKILL.md\` in the form below.
4. Move what is long or rarely needed into files beside it, and say in \`SKILL.md\` when to read which: \`references/\` for knowledge, \`scripts/\` for programs that would be written again each time, \`assets/\` for templates and pictures.
5. Run every script once. Read the result as somebody who knows nothing of this conversation.
6. Tell the user how to start it: by \`$<name>\` in a message, or by a task that fits the description.

## Form

\`\`\`
---
name: pdf-forms
description: Fill in and check PDF forms. Use when a task names a .pdf that has form fields.
---

# Filling in PDF forms
...
\`\`\`

- \`name\`: lower case, digits and hyphens, at most 64 characters, the same as the folder.
- \`description\`: one line, what it does and when to use it, with the words a user would say. Put text with a colon in quotes.
- Body: orders in the sequence in which they are carried out, under 200 lines. State exact commands, file names and checks. Leave out what every engineer knows.
- Optional \`agents/openai.yaml\`: \`interface.display_name\`, \`interface.short_description\`, \`interface.default_prompt\`; \`policy.allow_implicit_invocation: false\` for a skill that runs only when it is named.

No secrets in a skill: name the environment variable that holds them.
`,
  metadata: `interface:
  display_name: "Skill Creator"
  short_description: "Write or improve a skill"
`,
};
