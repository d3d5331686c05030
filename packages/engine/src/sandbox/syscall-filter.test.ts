import { describe, expect, test } from 'vitest';
import { syscallFilter } from './syscall-filter.ts';

const X64 = 0xc000003e;
const ARM64 = 0xc00000b7;
const ALLOW = 0x7fff0000;
const EPERM = 0x00050001;
const ENOSYS = 0x00050026;

/** Runs a filter as the kernel does, for one call. */
function judge(program: Buffer, arch: number, call: number, args: readonly number[] = []): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call >>> 0, 0);
  data.writeUInt32LE(arch >>> 0, 4);
  for (const [index, value] of args.entries()) data.writeUInt32LE(value >>> 0, 16 + 8 * index);
  let loaded = 0;
  for (let at = 0; at < program.length / 8; at++) {
    const code = program.readUInt16LE(at * 8);
    const [whenTrue, whenFalse] = [program.readUInt8(at * 8 + 2), program.readUInt8(at * 8 + 3)];
    const value = program.readUInt32LE(at * 8 + 4);
    if (code === 0x20) loaded = data.readUInt32LE(value);
    else if (code === 0x06) return value;
    else if (code === 0x15) at += loaded === value ? whenTrue : whenFalse;
    else if (code === 0x45) at += (loaded & value) !== 0 ? whenTrue : whenFalse;
    else throw new Error(`unknown instruction ${code}`);
  }
  throw new Error('the program ended without a return');
}

const filter = (arch: string, network: boolean) => syscallFilter(arch, network) as Buffer;

describe.each([
  ['x64', X64, { read: 0, socket: 41, connect: 42, socketpair: 53, bind: 49, clone: 56, ioctl: 16, keyctl: 250 }],
  [
    'arm64',
    ARM64,
    { read: 63, socket: 198, connect: 203, socketpair: 199, bind: 200, clone: 220, ioctl: 29, keyctl: 219 },
  ],
])('on %s', (arch, audit, calls) => {
  test.each([true, false])('with network access %s', (network) => {
    const run = (call: number, args?: readonly number[]) => judge(filter(arch, network), audit, call, args);
    const ifNetwork = network ? ALLOW : EPERM;
    expect(run(calls.read)).toBe(ALLOW);
    expect([run(calls.connect), run(calls.bind)]).toEqual([ifNetwork, ifNetwork]);
    // AF_UNIX, AF_INET, AF_NETLINK, AF_PACKET, AF_VSOCK: a virtual machine reaches its host by the last.
    expect([1, 2, 16, 17, 40].map((family) => run(calls.socket, [family]))).toEqual([
      ALLOW,
      ...Array(4).fill(ifNetwork),
    ]);
    expect(run(calls.socketpair, [1])).toBe(ALLOW);
    expect(run(calls.keyctl)).toBe(EPERM);
    expect(run(425)).toBe(EPERM);
    expect(run(435)).toBe(ENOSYS);
    expect([run(calls.clone, [0x00000011]), run(calls.clone, [0x10000011])]).toEqual([ALLOW, EPERM]);
    // TCGETS, TIOCSTI, TIOCLINUX: the second and third type into the terminal.
    expect([0x5401, 0x5412, 0x541c].map((request) => run(calls.ioctl, [0, request]))).toEqual([ALLOW, EPERM, EPERM]);
  });

  test('another calling convention gets nothing', () => {
    expect(judge(filter(arch, true), 0x40000003, calls.read)).toBe(EPERM);
  });
});

test('the second convention of x64 gets nothing', () => {
  expect(judge(filter('x64', true), X64, 0x40000000)).toBe(EPERM);
});

test('an unknown machine has no filter', () => {
  expect(syscallFilter('riscv64', false)).toBeNull();
});
