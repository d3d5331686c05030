// process/*: programs that a client runs outside of the sandbox, beside any thread.
import type { Handlers } from '../context.ts';

export const processHandlers = {
  'process/spawn': async ({ programs }, params) => (await programs()).spawn(params),

  async 'process/writeStdin'({ programs }, params) {
    await (await programs()).writeProcess(params);
    return { response: {} };
  },

  async 'process/resizePty'({ programs }, params) {
    await (await programs()).resizeProcess(params);
    return { response: {} };
  },

  async 'process/kill'({ programs }, params) {
    await (await programs()).killProcess(params);
    return { response: {} };
  },
} satisfies Partial<Handlers>;
