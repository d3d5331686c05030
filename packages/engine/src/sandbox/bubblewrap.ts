// The command line that runs a command under bubblewrap: everything read-only, the writable roots on top, what is
// protected read-only again on top of those. A pure function of what was found on the disk before.
import type { SandboxPlan } from './sandbox-plan.ts';

interface Mount {
  readonly path: string;
  readonly args: readonly string[];
}

/** Deeper mounts must come later, or they would be covered. At the same path, what protects comes last. */
function inOrder(mounts: readonly Mount[]): string[] {
  const depth = ({ path }: Mount) => path.split('/').filter((part) => part !== '').length;
  return [...mounts].sort((a, b) => depth(a) - depth(b)).flatMap(({ args }) => args);
}

/** Everything to be read, or an empty root on which only single places stand. */
function rootArgs({ writable, readable }: SandboxPlan): string[] {
  if (readable !== null) return ['--tmpfs', '/'];
  return [writable.includes('/') ? '--bind' : '--ro-bind', '/', '/'];
}

/** `filterFd`: a descriptor that holds the system-call filter. */
export function bubblewrapArgs(plan: SandboxPlan, argv: readonly string[], filterFd?: number): string[] {
  // What can be read and lies in a writable directory is among what is protected.
  const isCovered = (path: string) => !plan.protected.includes(path) && !plan.writable.includes(path);
  const mounts: Mount[] = [
    ...plan.writable.filter((path) => path !== '/').map((path) => ({ path, args: ['--bind', path, path] })),
    ...plan.protected.map((path) => ({ path, args: ['--ro-bind', path, path] })),
    ...plan.placeholders.map((path) => ({ path, args: ['--tmpfs', path, '--remount-ro', path] })),
    ...plan.hidden.map((path) => ({ path, args: ['--ro-bind', '/dev/null', path] })),
    ...plan.hiddenFolders.map((path) => ({ path, args: ['--perms', '000', '--tmpfs', path, '--remount-ro', path] })),
    ...(plan.readable ?? []).filter(isCovered).map((path) => ({ path, args: ['--ro-bind', path, path] })),
  ];
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', ...(plan.network ? [] : ['--unshare-net'])],
    ...['--die-with-parent', '--cap-drop', 'ALL'],
    ...(filterFd === undefined ? [] : ['--seccomp', String(filterFd)]),
    ...rootArgs(plan),
    ...['--dev', '/dev'],
    // Settings of the whole machine lie in there, and root owns them even without any privilege.
    ...['--proc', '/proc', '--remount-ro', '/proc'],
    ...inOrder(mounts),
    ...(plan.readable === null ? [] : ['--remount-ro', '/']),
    ...['--chdir', plan.cwd, '--', ...argv],
  ];
}
