// The profile that confines a command on macOS: nothing but what is named. A pure function of what was found on the
// disk before; paths are handed over as parameters, so that none of their characters is read as profile text.
import type { SandboxPlan } from './sandbox-plan.ts';

const PROGRAM = '/usr/bin/sandbox-exec';

/** What programs need to start, to talk to their own children, and to ask the system about itself. */
const foundation = [
  '(version 1)',
  '(deny default)',
  '(allow process-exec)',
  '(allow process-fork)',
  '(allow process-info* (target same-sandbox))',
  '(allow signal (target same-sandbox))',
  '(allow sysctl-read)',
  '(allow ipc-posix-sem)',
  '(allow user-preference-read)',
  '(allow pseudo-tty)',
  '(allow file-read* file-write* file-ioctl (literal "/dev/ptmx") (regex #"^/dev/ttys[0-9]+$"))',
  '(allow file-write-data (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty"))',
  '(allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo"))',
  '(allow mach-lookup (global-name "com.apple.system.logger") (global-name "com.apple.PowerManagement.control"))',
];

const networking = [
  '(allow network-outbound)',
  '(allow network-inbound)',
  '(allow network-bind)',
  '(allow system-socket)',
  '(allow mach-lookup (global-name "com.apple.SystemConfiguration.configd") (global-name "com.apple.trustd.agent"))',
];

interface Parameter {
  readonly name: string;
  readonly path: string;
}

function parameters(kind: string, paths: readonly string[]): Parameter[] {
  return paths.map((path, index) => ({ name: `${kind}_${index}`, path }));
}

function subpath({ name }: Parameter): string {
  return `(subpath (param "${name}"))`;
}

function readingRule(place: Parameter): string {
  return `(allow file-read* ${subpath(place)})`;
}

/** Missing protected paths need no placeholder here: a rule may name what does not exist. */
export function seatbeltArgs(plan: SandboxPlan, argv: readonly string[]): string[] {
  const writable = parameters('WRITABLE_ROOT', plan.writable);
  const kept = parameters('PROTECTED', [...plan.protected, ...plan.placeholders]);
  const hidden = parameters('HIDDEN', [...plan.hidden, ...plan.hiddenFolders]);
  const exceptions = kept.map((one) => ` (require-not ${subpath(one)})`).join('');
  const readable = parameters('READABLE', plan.readable ?? []);
  const nested = plan.writable.filter((root) => plan.protected.some((path) => root.startsWith(`${path}/`)));
  const profile = [
    ...foundation,
    ...(plan.readable === null ? ['(allow file-read*)'] : [...readable, ...writable].map(readingRule)),
    ...writable.map((root) => {
      const limits = nested.includes(root.path) ? '' : exceptions;
      return `(allow file-write* (require-all ${subpath(root)}${limits}))`;
    }),
    ...(plan.network ? networking : []),
    ...hidden.map((one) => `(deny file-read* file-write* network-outbound ${subpath(one)})`),
  ];
  const definitions = [...writable, ...kept, ...hidden, ...readable].map(({ name, path }) => `-D${name}=${path}`);
  return [PROGRAM, '-p', profile.join('\n'), ...definitions, '--', ...argv];
}
