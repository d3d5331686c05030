// The environment of programs that the engine runs for itself (git, flock, the keyring): what they need to find the user
// and the system, and none of the secrets that the server was started with, whatever those are called.

const kept =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR|SYSTEMROOT|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY)$/;

export function plainEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
}
