// Strings with a meaning: paths. Which kind a field has decides how a wrong value is refused.
import type { Static } from 'typebox';
import { Type } from '../type.ts';

/** An absolute path; a relative one is refused. */
export const AbsolutePathBuf = Type.String({ title: 'AbsolutePathBuf' });
export type AbsolutePathBuf = Static<typeof AbsolutePathBuf>;

/** A path as it stands; what a relative one starts from is told by its field. */
export const PathBuf = Type.String({ title: 'PathBuf' });
export type PathBuf = Static<typeof PathBuf>;

/** A path of the machine where the tools run, which may be another one; taken as it is. */
export const LegacyAppPathString = Type.String({ title: 'LegacyAppPathString' });
export type LegacyAppPathString = Static<typeof LegacyAppPathString>;

/** A file as an address, such as `file:///etc/hosts`. */
export const PathUri = Type.String({ title: 'PathUri' });
export type PathUri = Static<typeof PathUri>;

/** The place of a sub-agent in the tree of agents, such as `root/reviewer`. */
export const AgentPath = Type.String({ title: 'AgentPath' });
export type AgentPath = Static<typeof AgentPath>;
