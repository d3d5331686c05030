// What the server brings as a skill of its own: files below a folder of the skill's name.
export interface BundledSkill {
  readonly name: string;
  /** SKILL.md. */
  readonly text: string;
  /** agents/openai.yaml. */
  readonly metadata: string;
}
