// Name and version of the operating system, as user agents write them: `Debian 12.0.0`, `Mac OS 15.1.0`.
import { readFileSync } from 'node:fs';

/** Names of distributions by the ID of os-release. */
const distributions: Readonly<Record<string, string>> = {
  alpine: 'Alpine Linux',
  amzn: 'Amazon Linux AMI',
  arch: 'Arch Linux',
  centos: 'CentOS',
  debian: 'Debian',
  fedora: 'Fedora',
  linuxmint: 'Linux Mint',
  manjaro: 'Manjaro',
  nixos: 'NixOS',
  ol: 'Oracle Linux',
  opensuse: 'openSUSE',
  'opensuse-leap': 'openSUSE',
  'opensuse-tumbleweed': 'openSUSE',
  pop: 'Pop!_OS',
  raspbian: 'Raspberry Pi OS',
  rhel: 'Red Hat Enterprise Linux',
  sles: 'SUSE Linux Enterprise Server',
  ubuntu: 'Ubuntu',
};

let known: string | undefined;

export function operatingSystem(): string {
  known ??= process.platform === 'darwin' ? macOs() : linux(textOf('/etc/os-release'));
  return known;
}

export function linux(osRelease: string): string {
  const field = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  return `${distributions[field('ID')] ?? 'Linux'} ${semantic(field('VERSION_ID'))}`;
}

function macOs(): string {
  const plist = textOf('/System/Library/CoreServices/SystemVersion.plist');
  const version = /<key>ProductVersion<\/key>\s*<string>([^<]*)/.exec(plist)?.[1] ?? '';
  return `Mac OS ${semantic(version)}`;
}

/** Three numbers; what is no version is `Unknown`. */
function semantic(version: string): string {
  const parts = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(version);
  return parts ? [parts[1], parts[2], parts[3]].map((part) => Number(part ?? 0)).join('.') : version || 'Unknown';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
