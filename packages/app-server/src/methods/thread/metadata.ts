// thread/*: facts about a thread beside its history, and the settings of its later turns.
import type { Handlers } from '../../context.ts';

export const threadMetadataHandlers = {
  'thread/name/set': ({ engine }, params) => engine.threads.setName(params),
  'thread/metadata/update': async ({ engine }, params) => ({ response: await engine.threads.updateMetadata(params) }),
  'thread/settings/update': ({ engine }, params) => engine.threads.loaded(params.threadId).changeSettings(params),
  'thread/memoryMode/set': async ({ engine }, params) => ({ response: await engine.threads.setMemoryMode(params) }),
  'thread/readState/update': async ({ engine }, params) => ({ response: await engine.threads.updateReadState(params) }),
} satisfies Partial<Handlers>;
