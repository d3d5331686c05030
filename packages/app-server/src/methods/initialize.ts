// initialize: the handshake. Its answer names this server; afterwards the client is told the state of remote control.
import { hostname } from 'node:os';
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { Handler, RequestContext } from '../context.ts';
import { refuse } from '../errors.ts';
import { originatorOf, userAgent } from '../user-agent.ts';

export const initialize: Handler<'initialize'> = (context, { clientInfo, capabilities }) => {
  const { engine, connection } = context;
  if (!isHeaderValue(clientInfo.name)) {
    throw refuse.invalid(`Invalid clientInfo.name: '${clientInfo.name}'. Must be a valid HTTP header value.`);
  }
  const client = { name: originatorOf(clientInfo, process.env), userAgent: userAgent(clientInfo, process.env) };
  connection.initialise(client, capabilities);
  return {
    response: {
      userAgent: client.userAgent,
      codexHome: engine.codexHome,
      platformFamily: 'unix',
      platformOs: process.platform === 'darwin' ? 'macos' : process.platform,
    },
    begin: () => announce(context),
  };
};

function announce({ engine, connection, startupWarnings }: RequestContext): void {
  connection.followEngine();
  for (const params of startupWarnings) connection.notify(stamped({ method: 'configWarning', params }));
  connection.notify(
    stamped({
      method: 'remoteControl/status/changed',
      params: {
        status: 'disabled',
        serverName: hostname(),
        installationId: engine.installationId,
        environmentId: null,
      },
    }),
  );
}

function stamped(notification: ServerNotification): ServerNotification {
  return { ...notification, emittedAtMs: Date.now() };
}

/** Visible characters, spaces and tabs. */
function isHeaderValue(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text);
}
