// config/* and configRequirements/read: the configuration as clients read and change it.
import type { Handlers } from '../context.ts';

export const configHandlers = {
  'config/read': async ({ engine }, params) => ({ response: await engine.config.read(params) }),
  'config/value/write': async ({ engine }, params) => ({ response: await engine.config.write(params) }),
  'config/batchWrite': async ({ engine }, params) => ({ response: await engine.config.batchWrite(params) }),
  'configRequirements/read': async ({ engine }) => ({ response: await engine.config.requirements() }),
} satisfies Partial<Handlers>;
