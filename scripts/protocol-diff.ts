// `npm run protocol:diff -- VERSION`: what another official version changed of the protocol, as the list of work for an
// upgrade. The version is installed from npm into the cache folder, beside the one that tests compare with.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, installedCodex, officialVersion } from './peers.ts';
import { compareDefinitions, type Difference } from './protocol-compare.ts';
import type { Definitions } from './protocol-normal.ts';
import { exportedSchemas, type OfficialSchemas, storedSchemas } from './protocol-official.ts';
import { run } from './run.ts';

async function install(version: string): Promise<string> {
  const prefix = path.join(cacheFolder, 'versions', version);
  const known = installedCodex(prefix, version);
  if (known !== undefined) return known;
  mkdirSync(prefix, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--no-save'];
  const { output } = await run('npm', ['install', '--prefix', prefix, ...quiet, `@openai/codex@${version}`], {
    cwd: prefix,
  });
  const program = installedCodex(prefix, version);
  if (program !== undefined) return program;
  rmSync(prefix, { recursive: true });
  throw new Error(`@openai/codex@${version} cannot be installed:\n${output.trim()}`);
}

const unions = ['ClientRequest', 'ServerRequest', 'ClientNotification', 'ServerNotification'] as const;

/** The lines of the list; empty sections are left out. */
export function describeChanges(before: OfficialSchemas, after: OfficialSchemas): string {
  const differences = compareDefinitions(before.experimental, after.experimental);
  const inUnion = ({ type }: Difference) => (unions as readonly string[]).includes(type);
  const types = differences.filter((difference) => !inUnion(difference));
  const whole = types.filter(({ path: at }) => at === '');
  const sections: [string, string[]][] = [
    ...unions.map((union): [string, string[]] => [`Methods: ${union}`, methodLines(union, differences, after)]),
    ['Methods that became stable', newlyStable(before, after)],
    ['Types added', whole.filter(({ is }) => is === 'added').map(({ type }) => type)],
    ['Types removed', whole.filter(({ is }) => is === 'removed').map(({ type }) => type)],
    [
      'Types changed',
      types
        .filter((one) => !isWhole(one))
        .map(({ type, path: at, is, what }) => `${type} ${at}: ${is}${what && ` ${what}`}`),
    ],
  ];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  const head = `# Protocol: ${before.version} to ${after.version}`;
  if (filled.length === 0) return `${head}\n\nNothing changed.`;
  return [
    head,
    ...filled.map(([title, lines]) => `## ${title}\n\n${lines.map((line) => `- [ ] ${line}`).join('\n')}`),
  ].join('\n\n');
}

const isWhole = ({ path: at, is }: Difference) => at === '' && is !== 'changed';

function methodLines(union: string, differences: readonly Difference[], after: OfficialSchemas): string[] {
  const stable = methodsIn(after.stable, union);
  return differences
    .filter(({ type }) => type === union)
    .map(({ path: at, is, what }) => {
      const method = /^method=([^.]+)/.exec(at)?.[1] ?? at;
      const rest = at.slice(`method=${method}`.length);
      const note = is === 'added' && !stable.has(method) ? ' (experimental)' : '';
      return `\`${method}\`${rest} ${is}${what && ` ${what}`}${note}`;
    });
}

function newlyStable(before: OfficialSchemas, after: OfficialSchemas): string[] {
  const [known, stableBefore] = [
    methodsIn(before.experimental, 'ClientRequest'),
    methodsIn(before.stable, 'ClientRequest'),
  ];
  return [...methodsIn(after.stable, 'ClientRequest')].filter(
    (method) => known.has(method) && !stableBefore.has(method),
  );
}

interface Messages {
  readonly oneOf?: readonly { readonly properties: { readonly method: { readonly enum: readonly string[] } } }[];
}

function methodsIn(definitions: Definitions, union: string): Set<string> {
  const messages = (definitions[union] ?? {}) as Messages;
  return new Set((messages.oneOf ?? []).flatMap(({ properties }) => properties.method.enum));
}

async function diff(version: string): Promise<void> {
  console.log(describeChanges(storedSchemas(), await exportedSchemas(await install(version), version)));
}

if (import.meta.main) {
  const [version] = process.argv.slice(2);
  if (version === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    console.error(`usage: npm run protocol:diff -- VERSION   (tests compare with ${officialVersion})`);
    process.exitCode = 2;
  } else {
    await diff(version).catch((error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
  }
}
