// codex logout: removes the stored credentials.
import { exitStatusOf } from '@codex/app-server/exit-status.ts';
import { parseOptions } from '@codex/app-server/options.ts';
import { accountOptions, openAccounts } from '../accounts.ts';

const usage = 'Usage: codex logout [OPTIONS]';

const help = `Remove the stored credentials

${usage}

Options:
  -c, --config <key=value>  Override a value of config.toml
  -h, --help                Print help
`;

export async function logout(argv: readonly string[]): Promise<number> {
  return exitStatusOf(async () => {
    const parsed = parseOptions(argv, accountOptions, usage);
    if (parsed.has('help')) {
      process.stdout.write(help);
      return;
    }
    const { auth, settings } = await openAccounts(parsed);
    process.stderr.write((await auth.logout(settings)) ? 'Successfully logged out\n' : 'Not logged in\n');
  });
}
