// thread/backgroundTerminals/* and thread/shellCommand: commands of a thread that a client looks after itself.
import type { Handlers } from '../../context.ts';

export const threadCommandHandlers = {
  async 'thread/backgroundTerminals/list'({ engine }, params) {
    return { response: await engine.threads.loaded(params.threadId).terminals.list(params) };
  },

  'thread/backgroundTerminals/terminate': ({ engine }, params) =>
    engine.threads.loaded(params.threadId).terminals.terminate(params),

  'thread/backgroundTerminals/clean': ({ engine }, params) => engine.threads.loaded(params.threadId).terminals.clean(),

  'thread/shellCommand': ({ engine }, params) => engine.threads.loaded(params.threadId).runShellCommand(params),
} satisfies Partial<Handlers>;
