// thread/*: the handlers of every area, together.
import type { Handlers } from '../context.ts';
import { threadAttachmentHandlers } from './thread/attachment.ts';
import { threadCommandHandlers } from './thread/commands.ts';
import { threadGoalHandlers } from './thread/goal.ts';
import { threadHistoryHandlers } from './thread/history.ts';
import { threadLifecycleHandlers } from './thread/lifecycle.ts';
import { threadMetadataHandlers } from './thread/metadata.ts';
import { threadQueueHandlers } from './thread/queue.ts';
import { threadSectionHandlers } from './thread-section.ts';

export const threadHandlers = {
  ...threadAttachmentHandlers,
  ...threadCommandHandlers,
  ...threadGoalHandlers,
  ...threadHistoryHandlers,
  ...threadLifecycleHandlers,
  ...threadMetadataHandlers,
  ...threadQueueHandlers,
  ...threadSectionHandlers,
} satisfies Partial<Handlers>;
