// Socket files that a sandboxed command with network access must not reach: they answer whoever can open them, as root
// or as this server. Without network access no socket can be connected to anyway.
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { realLocation } from './real-location.ts';

const daemons = [
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/run/crio/crio.sock',
  '/run/snapd.socket',
  '/run/systemd/private',
  '/run/dbus/system_bus_socket',
];

/** Existing ones, resolved. */
export function hiddenSockets(env: Readonly<Record<string, string>>): string[] {
  const runtime = env.XDG_RUNTIME_DIR;
  const ofUser = runtime
    ? ['bus', 'systemd/private', 'docker.sock', 'podman/podman.sock'].map((name) => `${runtime}/${name}`)
    : [];
  const paths = [...daemons, ...ofUser, ...ownSockets()].filter(isSocket).map(realLocation);
  return [...new Set(paths)];
}

function isSocket(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isSocket() ?? false;
}

/** Socket files that this process listens on. */
function ownSockets(): string[] {
  try {
    const own = new Set(readdirSync('/proc/self/fd').flatMap((fd) => inodeOf(`/proc/self/fd/${fd}`)));
    const rows = readFileSync('/proc/net/unix', 'utf8').split('\n');
    return rows.flatMap((row) => {
      const [, , , , , , inode = '', path = ''] = row.trim().split(/\s+/);
      return own.has(inode) && path.startsWith('/') ? [path] : [];
    });
  } catch {
    return []; // no /proc: not Linux
  }
}

function inodeOf(link: string): string[] {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.slice(1) ?? [];
  } catch {
    return []; // closed while we looked
  }
}
