// The route table: every URL this server answers, joined from the tables of the resources.
import type { Route } from '../rest/route.ts';
import { accountRoutes } from './account.ts';
import { eventRoutes } from './events.ts';
import { experimentalRoutes } from './experimental.ts';
import { machineRoutes } from './machine.ts';
import { modelRoutes } from './models-and-skills.ts';
import { pluginRoutes } from './plugins.ts';
import { serverRoutes } from './server.ts';
import { threadRoutes } from './threads.ts';
import { turnRoutes } from './turns.ts';

export const routes: readonly Route[] = [
  ...serverRoutes,
  ...threadRoutes,
  ...turnRoutes,
  ...eventRoutes,
  ...modelRoutes,
  ...pluginRoutes,
  ...accountRoutes,
  ...machineRoutes,
];

/** With the rows of a server started with --experimental-api. */
export const allRoutes: readonly Route[] = [...routes, ...experimentalRoutes];
