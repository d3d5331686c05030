// What may stand before the subcommand: `-c`, `--enable`, `--disable`, which it is given too, `--oss`, which
// is short for some of them, and help and version.
import { protocolVersion } from '@codex/app-server/version.ts';

export interface Globals {
  /** Handed on to the subcommand, before its own arguments. */
  readonly options: readonly string[];
  /** Undefined: everything was said already, and `exit` is the exit status. */
  readonly subcommand: string | undefined;
  readonly rest: readonly string[];
  readonly exit: number;
}

const usage = 'Usage: codex [OPTIONS] <COMMAND> [ARGS]';

const help = `A coding-agent server

${usage}

Commands:
  app-server  Serve the Codex app-server protocol on stdio or WebSocket
  web-server  Serve it as REST and server-sent events
  login       Sign in with an API key, or say who is signed in
  logout      Remove the stored credentials
  sandbox     Run one command in the sandbox that the agent's commands run in
  execpolicy  Check rules files against a command
  doctor      Say what works here, and how to mend what does not

Options:
  -c, --config <key=value>  Override a value of config.toml
      --enable <FEATURE>    Same as -c features.<FEATURE>=true
      --disable <FEATURE>   Same as -c features.<FEATURE>=false
      --oss                 Ask a model that runs on this machine
      --local-provider <P>  Which program runs it: ollama or lmstudio
  -h, --help                Print help
  -V, --version             Print version
`;

const withValue = /^(?:-c|--config|--enable|--disable)$/;
const withInlineValue = /^(?:-c.+|--(?:config|enable|disable)=.*)$/s;

const answers: Readonly<Record<string, string>> = {
  '-h': help,
  '--help': help,
  help,
  '-V': `codex-cli ${protocolVersion}\n`,
  '--version': `codex-cli ${protocolVersion}\n`,
};

/** The provider that `oss_provider` names, or Ollama. Open models show their thoughts as they are, and nothing else. */
const onThisMachine = ['-c', 'model_provider=oss', '-c', 'show_raw_agent_reasoning=true'];

export function readGlobals(argv: readonly string[], subcommands: readonly string[]): Globals {
  const options: string[] = [];
  let at = 0;
  for (; at < argv.length; at++) {
    const argument = argv[at] ?? '';
    if (withInlineValue.test(argument)) options.push(argument);
    else if (argument === '--oss') options.push(...onThisMachine);
    else if (argument === '--local-provider') options.push('-c', `model_provider=${argv[++at] ?? ''}`);
    else if (argument.startsWith('--local-provider=')) options.push('-c', `model_provider=${argument.slice(17)}`);
    else if (withValue.test(argument) && at + 1 < argv.length) options.push(argument, argv[++at] ?? '');
    else break;
  }
  const word = argv[at];
  const rest = argv.slice(at + 1);
  if (word !== undefined && subcommands.includes(word)) return { options, subcommand: word, rest, exit: 0 };
  return { options, subcommand: undefined, rest, exit: tell(word) };
}

/** Prints what answers a word that is no subcommand. Returns the exit status. */
function tell(word: string | undefined): number {
  const answer = word === undefined ? undefined : answers[word];
  if (answer !== undefined) process.stdout.write(answer);
  else
    process.stderr.write(
      word === undefined ? help : `error: ${mistake(word)}\n\n${usage}\n\nFor more information, try '--help'.\n`,
    );
  return answer === undefined ? 2 : 0;
}

function mistake(word: string): string {
  return word.startsWith('-') ? `unexpected argument '${word}' found` : `unrecognized subcommand '${word}'`;
}
