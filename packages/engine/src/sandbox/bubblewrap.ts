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

/** `filterFd`: a descriptor that holds the system-call filter. */
export function bubblewrapArgs(plan: SandboxPlan, argv: readonly string[], filterFd?: number): string[] {
  const whole = plan.writable.includes('/');
  const mounts: Mount[] = [
    ...plan.writable.filter((path) => path !== '/').map((path) => ({ path, args: ['--bind', path, path] })),
    ...plan.protected.map((path) => ({ path, args: ['--ro-bind', path, path] })),
    ...plan.placeholders.map((path) => ({ path, args: ['--tmpfs', path, '--remount-ro', path] })),
    ...plan.hidden.map((path) => ({ path, args: ['--ro-bind', '/dev/null', path] })),
  ];
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', ...(plan.network ? [] : ['--unshare-net'])],
    ...['--die-with-parent', '--cap-drop', 'ALL'],
    ...(filterFd === undefined ? [] : ['--seccomp', String(filterFd)]),
    ...[whole ? '--bind' : '--ro-bind', '/', '/', '--dev', '/dev'],
    // Settings of the whole machine lie in there, and root owns them even without any privilege.
    ...['--proc', '/proc', '--remount-ro', '/proc'],
    ...inOrder(mounts),
    ...['--chdir', plan.cwd, '--', ...argv],
  ];
}
