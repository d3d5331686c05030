// What the model is told of skills: which there are, where their files lie, how they are used. Pure.
import type { SkillScope } from '@codex/protocol/skills/skill.ts';
import { inOrder } from './catalog.ts';
import { fitBudget } from './fit-budget.ts';
import type { Skill, SkillCatalog, SkillRoot } from './skill.ts';

/** The share of the model's context window that the list may take. */
const SHARE = 0.02;
/** Characters of one description. */
const MAX_DESCRIPTION = 1024;

/** Those first whom the user trusts most to be short of room last. */
const toldFirst: readonly SkillScope[] = ['system', 'admin', 'repo', 'user'];

const INTRODUCTION = `\
## Skills
A skill is a folder with instructions for one kind of task, in a file called \`SKILL.md\`. The list below names the skills of this session. A file's path begins with the short name of a root: put the folder of that root in its place.`;

const USAGE = `\
### How to use skills
- When: the user names a skill (\`$name\`, or in plain words), or its description clearly fits the task. Use every skill that is named, and of those that fit the fewest that cover the task. A skill counts for the turn in which it was asked for.
- First, before you act: read its whole \`SKILL.md\`, in several reads if the output is cut. A message with a \`<skill>\` block already holds that file. Then read, yourself, the further files that it tells you to read for this task, and no others.
- Relative paths in a skill begin at the folder of its \`SKILL.md\`.
- Run or adapt the scripts that it brings instead of writing them anew; start from its templates and assets.
- Say in one line which skills you use and why.
- When a skill is missing, cannot be read or does not fit after all, say so and go on as well as you can without it.`;

export interface SkillsBlock {
  readonly text: string;
  /** Skills that had no room. */
  readonly omitted: number;
}

/** Null when there is no skill that the model may decide to use. */
export function renderSkills(
  catalog: SkillCatalog,
  { contextWindow, withDescriptions }: { readonly contextWindow: number; readonly withDescriptions: boolean },
): SkillsBlock | null {
  const skills = inOrder(
    catalog.skills.filter(({ isEnabled, isImplicit }) => isEnabled && isImplicit),
    toldFirst,
  );
  if (skills.length === 0) return null;
  const roots = catalog.roots.filter((root) => skills.some((skill) => skill.root === root));
  const lines = skills.map((skill) => ({
    bare: `${lineOf(skill, roots, '')}\n`,
    description: withDescriptions ? shortened(skill.description) : '',
  }));
  const { descriptions, omitted } = fitBudget(lines, Math.floor(contextWindow * SHARE));
  const list = descriptions.map((description, i) => lineOf(skills[i] as Skill, roots, description));
  const table = roots.map(({ path }, i) => `- \`r${i}\` = \`${path}\``);
  const parts = [INTRODUCTION, '### Skill roots', ...table, '### Available skills', ...list, USAGE];
  return { text: block(parts.join('\n')), omitted };
}

function lineOf(skill: Skill, roots: readonly SkillRoot[], description: string): string {
  const about = description === '' ? '' : ` ${description}`;
  return `- ${skill.name}:${about} (file: r${roots.indexOf(skill.root)}/${skill.pathInRoot})`;
}

function shortened(description: string): string {
  if (description.length <= MAX_DESCRIPTION) return description;
  return `${description.slice(0, MAX_DESCRIPTION - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}

function block(text: string): string {
  return `<skills_instructions>\n${text}\n</skills_instructions>`;
}
