// What is expected was recorded from the official server.
import { expect, test } from 'vitest';
import { noMetadata, readSkillMetadata, type SkillMetadata } from './skill-metadata.ts';

const read = (...lines: string[]) => readSkillMetadata(lines.join('\n'), '/skills/s');
const xs = (count: number) => 'x'.repeat(count);
const named: NonNullable<SkillMetadata['interface']> = {
  displayName: 'n',
  shortDescription: null,
  iconSmall: null,
  iconLarge: null,
  iconSmallUrl: null,
  iconLargeUrl: null,
  brandColor: null,
  defaultPrompt: null,
};

test('all that a file may say', () => {
  const metadata = read(
    'interface:',
    '  display_name: "Full  name"',
    '  short_description: sd',
    '  icon_small: ./assets/i.png',
    '  icon_large: assets/none.png',
    '  brand_color: "#AABBCC"',
    '  default_prompt: "Use $full"',
    'dependencies:',
    '  tools:',
    '    - type: mcp',
    '      value: srv',
    '      transport: streamable_http',
    '      url: https://x',
    '    - type: cli',
    '      value: gh',
    '      command: gh',
    '    - type: mcp',
    '    - value: x',
    'policy:',
    '  allow_implicit_invocation: false',
    '  products: [codex]',
    'permissions:',
    '  network: true',
  );
  expect(metadata).toEqual({
    interface: {
      ...named,
      displayName: 'Full name',
      shortDescription: 'sd',
      iconSmall: '/skills/s/assets/i.png',
      iconLarge: '/skills/s/assets/none.png',
      brandColor: '#AABBCC',
      defaultPrompt: 'Use $full',
    },
    dependencies: {
      tools: [
        { type: 'mcp', value: 'srv', transport: 'streamable_http', url: 'https://x' },
        { type: 'cli', value: 'gh', command: 'gh' },
      ],
    },
    isImplicit: false,
    isForUs: true,
  });
});

test.each<[...lines: string[]]>([
  ['interface:', '  display_name: n', '  icon_small: ../other.png', '  icon_large: /abs/x.png'],
  ['interface:', '  display_name: n', '  icon_small: i.png', '  icon_large: assets/../../x.png'],
  ['interface:', '  display_name: n', '  icon_small: assets', '  icon_large: assets/..'],
  ['interface:', '  display_name: n', '  brand_color: red', '  unknown: 2'],
  ['interface:', '  display_name: n', `  default_prompt: ${xs(1025)}`, `  short_description: ${xs(1025)}`],
])('what breaks a rule is left out: %j %j %j', (...lines) => {
  expect(read(...lines).interface).toEqual(named);
});

test.each<[...lines: string[]]>([
  [''],
  ['interface: {}'],
  ['interface:', `  display_name: ${xs(65)}`],
  ['interface:', '  display_name: n', 'dependencies: 7'],
  ['interface:', '  display_name: "n'],
  ['interface: ['],
  ['dependencies:', '  tools: []'],
  ['policy:', '  products: [bogus]'],
])('says nothing: %j', (...lines) => {
  expect(read(...lines)).toEqual(noMetadata);
});

test('a skill may be meant for other products alone', () => {
  expect(read('policy:', '  products: [CHATGPT]').isForUs).toBe(false);
  expect(read('policy:', '  products: [codex, atlas]').isForUs).toBe(true);
});
