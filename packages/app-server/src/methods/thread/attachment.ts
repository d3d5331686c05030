// thread/attachment*/*: facts that clients store with threads.
import type { Handlers } from '../../context.ts';

export const threadAttachmentHandlers = {
  'thread/attachment/add': ({ engine }, params) => engine.threads.attachments.add(params),
  'thread/attachment/list': ({ engine }, params) => ({ response: engine.threads.attachments.list(params) }),
  'thread/attachment/remove': ({ engine }, params) => engine.threads.attachments.remove(params),
  'thread/attachmentOwner/list': async ({ engine }, params) => ({
    response: await engine.threads.attachments.owners(params),
  }),
} satisfies Partial<Handlers>;
