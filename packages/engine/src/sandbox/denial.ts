// Tells from its end whether a sandboxed command was kept from its work by the sandbox: a guess, as programs only say
// what the system told them.

const signs =
  /operation not permitted|permission denied|read-only file system|seccomp|sandbox|landlock|failed to write file/i;
/** 128 + SIGSYS. */
const BAD_SYSTEM_CALL = 159;

export function looksDenied(exitCode: number, output: string): boolean {
  return exitCode === BAD_SYSTEM_CALL || (exitCode !== 0 && signs.test(output));
}
