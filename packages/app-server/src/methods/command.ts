// command/exec*: commands that a client runs in the sandbox, beside any thread.
import type { Handlers } from '../context.ts';

export const commandHandlers = {
  'command/exec': async ({ programs }, params) => ({ response: await (await programs()).exec(params) }),

  async 'command/exec/write'({ programs }, params) {
    await (await programs()).writeCommand(params);
    return { response: {} };
  },

  async 'command/exec/resize'({ programs }, params) {
    await (await programs()).resizeCommand(params);
    return { response: {} };
  },

  async 'command/exec/terminate'({ programs }, params) {
    await (await programs()).terminateCommand(params);
    return { response: {} };
  },
} satisfies Partial<Handlers>;
