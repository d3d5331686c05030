// skills/*: the skills that folders see, and which of them are on.
import type { Handlers } from '../context.ts';

export const skillHandlers = {
  'skills/list': async ({ engine }, params) => ({ response: await engine.skills.list(params) }),
  'skills/config/write': async ({ engine }, params) => ({ response: await engine.skills.writeConfig(params) }),
  'skills/extraRoots/set'({ engine }, params) {
    engine.skills.setExtraRoots(params);
    return { response: {} };
  },
} satisfies Partial<Handlers>;
