import { type Static, Type } from 'typebox';

export const AbsolutePathBuf = Type.String();
export type AbsolutePathBuf = Static<typeof AbsolutePathBuf>;

export const LegacyAppPathString = Type.String();
export type LegacyAppPathString = Static<typeof LegacyAppPathString>;

export const AgentPath = Type.String();
export type AgentPath = Static<typeof AgentPath>;
