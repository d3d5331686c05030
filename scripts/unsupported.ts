// docs/unsupported.md: the methods that this server knows by name and does not answer yet.
import { handlers } from '@codex/app-server/methods/handlers.ts';
import { experimentalMethods } from '@codex/protocol/experimental.ts';
import { clientMethodNames } from '@codex/protocol/generated/method-names.ts';

/** Parts of built methods that answer in the same way, `<method> (<part>) is not supported by this server`. */
const parts: Readonly<Record<string, string>> = {
  'account/login/start':
    '`type: "amazonBedrock"` and `type: "amazonBedrockAccessKeys"`: no provider of this server is on AWS',
};

export function describeUnsupported(): string {
  const missing = clientMethodNames.filter((name) => !Object.hasOwn(handlers, name));
  const rows = missing.map((name) => `- \`${name}\`${experimentalMethods.has(name) ? ' (experimental)' : ''}`);
  const built = clientMethodNames.length - missing.length;
  return `# Methods that are not supported yet

Of the ${clientMethodNames.length} request methods of the protocol, ${built} are built. Each of the ${missing.length} below is known: it
passes the same gates as any other and then answers \`-32601\` with \`<method> is not supported by this server\`; over REST
that is status 501. This file is generated: \`npm run generate\`.

${rows.join('\n')}

Of built methods these parts are not:

${Object.entries(parts)
  .map(([method, part]) => `- \`${method}\`: ${part}`)
  .join('\n')}
`;
}
