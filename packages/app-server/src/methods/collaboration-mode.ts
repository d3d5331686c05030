// collaborationMode/list: the ways in which user and model can work together.
import { collaborationModes } from '@codex/engine/context/collaboration-modes.ts';
import type { ModeKind } from '@codex/protocol/model/collaboration-mode.ts';
import type { Handlers } from '../context.ts';

export const collaborationModeHandlers = {
  'collaborationMode/list': () => {
    const data = Object.entries(collaborationModes).map(([mode, { name, reasoningEffort }]) => ({
      name,
      mode: mode as ModeKind,
      model: null,
      reasoning_effort: reasoningEffort,
    }));
    return { response: { data } };
  },
} satisfies Partial<Handlers>;
