// The method table: every request of the protocol's table and the function that answers it.
import type { Handlers } from '../context.ts';
import { collaborationModeHandlers } from './collaboration-mode.ts';
import { commandHandlers } from './command.ts';
import { initialize } from './initialize.ts';
import { processHandlers } from './process.ts';
import { reviewHandlers } from './review.ts';
import { threadHandlers } from './thread.ts';
import { turnHandlers } from './turn.ts';

export const handlers: Handlers = {
  initialize,
  ...collaborationModeHandlers,
  ...commandHandlers,
  ...processHandlers,
  ...reviewHandlers,
  ...threadHandlers,
  ...turnHandlers,
};
