// Opens a page in the user's browser, where there is one: $BROWSER, or what the desktop has for it.
import { spawn } from 'node:child_process';

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'xdg-open', darwin: 'open' };

/** Whether it worked is not known: the address is printed too. */
export function openBrowser(url: string, env: NodeJS.ProcessEnv): void {
  const program = env.BROWSER?.trim() || openers[process.platform];
  if (!program) return;
  const child = spawn(program, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
