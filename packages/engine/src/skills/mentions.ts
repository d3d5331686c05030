// Which skills a message of the user asks for: by an input of its own, by `$name`, or by a link `[$name](path)`. Pure.
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import type { Skill } from './skill.ts';

/** Written with a dollar sign, these are nearly always variables of a shell. */
const variables = new Set([
  'PATH',
  'HOME',
  'USER',
  'SHELL',
  'PWD',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'TERM',
  'XDG_CONFIG_HOME',
]);

const MENTION = /\[\s*\$([\w:-]+)\s*\]\s*\(([^()\n]+)\)|\$([\w:-]+)/g;

/** Each skill once: those of inputs in their order, then those of each text in the order of `skills`. */
export function mentionedSkills(input: readonly UserInput[], skills: readonly Skill[]): Skill[] {
  const usable = skills.filter(({ isEnabled }) => isEnabled);
  const chosen = new Set<Skill>();
  const named = new Set<string>();
  for (const part of input) {
    if (part.type !== 'skill') continue;
    const skill = usable.find((each) => isAt(each, part.path));
    if (skill) chosen.add(skill);
    // The client said which one it means, so the name alone must not find another.
    else named.add(part.name);
  }
  for (const part of input) {
    if (part.type !== 'text') continue;
    const { names, paths } = mentionsIn(part.text);
    for (const skill of usable) {
      const isNamed = names.has(skill.name) && !named.has(skill.name) && isUnique(skill.name, usable);
      if (isNamed || paths.some((path) => isAt(skill, path))) chosen.add(skill);
    }
  }
  return [...chosen];
}

export function mentionsIn(text: string): { readonly names: ReadonlySet<string>; readonly paths: readonly string[] } {
  const names = new Set<string>();
  const paths: string[] = [];
  for (const [, , path, name] of text.matchAll(MENTION)) {
    if (path !== undefined) paths.push(path.trim().replace(/^skill:\/\//, ''));
    else if (name !== undefined && !variables.has(name)) names.add(name);
  }
  return { names, paths };
}

function isUnique(name: string, skills: readonly Skill[]): boolean {
  return skills.filter((skill) => skill.name === name).length === 1;
}

/** By its real path, or by the one through its root. */
function isAt({ path, root, pathInRoot }: Skill, wanted: string): boolean {
  return wanted === path || wanted === `${root.path}/${pathInRoot}`;
}
