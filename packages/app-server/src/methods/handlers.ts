// The method table: every request of the protocol's table and the function that answers it.
import type { Handlers } from '../context.ts';
import { accountHandlers } from './account.ts';
import { accountLoginHandlers } from './account-login.ts';
import { accountServiceHandlers } from './account-service.ts';
import { collaborationModeHandlers } from './collaboration-mode.ts';
import { commandHandlers } from './command.ts';
import { configHandlers } from './config.ts';
import { experimentalFeatureHandlers } from './experimental-feature.ts';
import { hookHandlers } from './hook.ts';
import { initialize } from './initialize.ts';
import { modelHandlers } from './model.ts';
import { modelProviderHandlers } from './model-provider.ts';
import { permissionProfileHandlers } from './permission-profile.ts';
import { processHandlers } from './process.ts';
import { projectHandlers } from './project.ts';
import { reviewHandlers } from './review.ts';
import { skillHandlers } from './skill.ts';
import { threadHandlers } from './thread.ts';
import { turnHandlers } from './turn.ts';

export const handlers: Handlers = {
  initialize,
  ...accountHandlers,
  ...accountLoginHandlers,
  ...accountServiceHandlers,
  ...configHandlers,
  ...experimentalFeatureHandlers,
  ...hookHandlers,
  ...modelHandlers,
  ...modelProviderHandlers,
  ...permissionProfileHandlers,
  ...collaborationModeHandlers,
  ...commandHandlers,
  ...processHandlers,
  ...projectHandlers,
  ...reviewHandlers,
  ...skillHandlers,
  ...threadHandlers,
  ...turnHandlers,
};
