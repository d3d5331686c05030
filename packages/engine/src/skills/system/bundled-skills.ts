// The skills that the server brings. They bear the names of those of the official server, because users call them by
// name; the texts are our own.
import type { BundledSkill } from './bundled-skill.ts';
import { imagegen } from './imagegen.ts';
import { openaiDocs } from './openai-docs.ts';
import { reviewAgent } from './review-agent.ts';
import { skillCreator } from './skill-creator.ts';
import { skillInstaller } from './skill-installer.ts';

export const bundledSkills: readonly BundledSkill[] = [imagegen, openaiDocs, reviewAgent, skillCreator, skillInstaller];
