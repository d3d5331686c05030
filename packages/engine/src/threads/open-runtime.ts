// Makes what the turns of a thread work with: the model's client, the tools, the environment of commands.
import { accountFor } from '../auth/account.ts';
import { childEnvironment } from '../config/child-env.ts';
import { createModelClient } from '../models/create-model-client.ts';
import { dynamicTools } from '../tools/dynamic-tool.ts';
import { mayDelegate, type ThreadOrigin } from './family.ts';
import type { ThreadMemory } from './open-thread.ts';
import { threadRules } from './thread-rules.ts';
import { type RuntimeParts, ThreadRuntime } from './thread-runtime.ts';
import type { World } from './world.ts';

/** What the thread has beside: made for other parts of it as well. */
type Shared = Pick<RuntimeParts, 'goals' | 'shell' | 'skills'>;

export async function openRuntime(
  world: World,
  origin: ThreadOrigin,
  memory: ThreadMemory,
  shared: Shared,
): Promise<ThreadRuntime> {
  const { codexHome, env } = world.options;
  const { client, family } = origin;
  const { config, provider } = origin.beginning;
  const threadId = memory.state.thread.id;
  const modelClient = createModelClient(provider, {
    env,
    codexHome,
    installationId: world.installationId(),
    account: accountFor(world.auth, config, client.userAgent),
  });
  const { rules, warnings } = await threadRules(config);
  return new ThreadRuntime({
    ...shared,
    threadId,
    codexHome,
    config: { ...config, warnings: [...config.warnings, ...warnings] },
    rules,
    modelClient,
    origin: { originator: client.name, userAgent: client.userAgent },
    baseInstructions: memory.baseInstructions,
    historySequence: memory.historySequence,
    helpers: world.helpers,
    childEnv: childEnvironment({ env, config, threadId }),
    dynamicTools: dynamicTools(memory.dynamicTools),
    role: family.role,
    mayDelegate: mayDelegate(family, config.agents),
  });
}
