// The system calls that a sandboxed command is refused (EPERM), as a classic BPF program that bubblewrap installs. Made
// here, byte by byte, because there is nothing to link against; interpreted in its test.

interface Machine {
  /** AUDIT_ARCH_*, by which the kernel names the calling convention. */
  readonly audit: number;
  readonly calls: Readonly<Record<CallName, number>>;
  /** Bit that marks a second convention (x32) with the same AUDIT_ARCH. */
  readonly foreignBit?: number;
}

type CallName =
  | (typeof always)[number]
  | (typeof withoutNetwork)[number]
  | 'ioctl'
  | 'unshare'
  | 'clone'
  | 'clone3'
  | 'socket'
  | 'socketpair';

/** Keys of the session are the user's, not the command's; io_uring and bpf go around every filter. */
const always = [
  'add_key',
  'request_key',
  'keyctl',
  'bpf',
  'io_uring_setup',
  'io_uring_enter',
  'io_uring_register',
] as const;
/** A network namespace has no sockets of others, but a socket file is found by its path. */
const withoutNetwork = ['connect', 'bind', 'listen', 'accept', 'accept4'] as const;

const ioUring = { io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427 };

const machines: Readonly<Record<string, Machine>> = {
  x64: {
    audit: 0xc000003e,
    foreignBit: 0x40000000,
    calls: {
      ...{ ioctl: 16, socket: 41, connect: 42, accept: 43, bind: 49, listen: 50, socketpair: 53, clone: 56 },
      ...{ add_key: 248, request_key: 249, keyctl: 250, unshare: 272, accept4: 288, bpf: 321, clone3: 435 },
      ...ioUring,
    },
  },
  arm64: {
    audit: 0xc00000b7,
    calls: {
      ...{ ioctl: 29, unshare: 97, socket: 198, socketpair: 199, bind: 200, listen: 201, accept: 202, connect: 203 },
      ...{ add_key: 217, request_key: 218, keyctl: 219, clone: 220, accept4: 242, bpf: 280, clone3: 435 },
      ...ioUring,
    },
  },
};

// Instruction codes and return values of <linux/bpf_common.h> and <linux/seccomp.h>.
const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_BIT = 0x45;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const REFUSE = 0x00050000;
const EPERM = 1;
const ENOSYS = 38;

// Offsets in struct seccomp_data; of arguments only the lower half is read.
const NUMBER = 0;
const ARCH = 4;
const argument = (index: number) => 16 + 8 * index;

const AF_UNIX = 1;
const CLONE_NEWUSER = 0x10000000;
/** Put characters into the terminal as if the user had typed them. */
const typingRequests = [0x5412, 0x541c];

type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, value: number];

/** Returns `value` when what was loaded last equals `key`. */
function answer(key: number, value: number): Instruction[] {
  return [
    [JUMP_EQUAL, 0, 1, key],
    [RETURN, 0, 0, value],
  ];
}

/** Judges one call by one argument: `rules` end with a return; other calls go on behind them. */
function byArgument(call: number, index: number, rules: readonly Instruction[]): Instruction[] {
  return [[JUMP_EQUAL, 0, rules.length + 1, call], [LOAD, 0, 0, argument(index)], ...rules];
}

const refuse = REFUSE | EPERM;

function instructions({ audit, calls, foreignBit }: Machine, network: boolean): Instruction[] {
  const refused = network ? always : [...always, ...withoutNetwork];
  const onlyUnix: Instruction[] = [...answer(AF_UNIX, ALLOW), [RETURN, 0, 0, refuse]];
  const noNewUsers: Instruction[] = [
    [JUMP_BIT, 0, 1, CLONE_NEWUSER],
    [RETURN, 0, 0, refuse],
    [RETURN, 0, 0, ALLOW],
  ];
  const noTyping: Instruction[] = [...typingRequests.flatMap((one) => answer(one, refuse)), [RETURN, 0, 0, ALLOW]];
  const foreign: Instruction[] = [
    [JUMP_BIT, 0, 1, foreignBit ?? 0],
    [RETURN, 0, 0, refuse],
  ];
  return [
    [LOAD, 0, 0, ARCH],
    [JUMP_EQUAL, 1, 0, audit],
    [RETURN, 0, 0, refuse],
    [LOAD, 0, 0, NUMBER],
    ...(foreignBit === undefined ? [] : foreign),
    ...refused.flatMap((name) => answer(calls[name], refuse)),
    // Its flags lie in memory, where a filter cannot look; the C library then takes clone.
    ...answer(calls.clone3, REFUSE | ENOSYS),
    ...byArgument(calls.ioctl, 1, noTyping),
    ...byArgument(calls.clone, 0, noNewUsers),
    ...byArgument(calls.unshare, 0, noNewUsers),
    ...(network ? [] : byArgument(calls.socket, 0, onlyUnix)),
    ...(network ? [] : byArgument(calls.socketpair, 0, onlyUnix)),
    [RETURN, 0, 0, ALLOW],
  ];
}

/** The program as `bwrap --seccomp` reads it; null where this kind of machine is not known. */
export function syscallFilter(arch: string, network: boolean): Buffer | null {
  const machine = machines[arch];
  if (machine === undefined) return null;
  const program = instructions(machine, network);
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, [code, whenTrue, whenFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(whenTrue, index * 8 + 2);
    bytes.writeUInt8(whenFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  }
  return bytes;
}
