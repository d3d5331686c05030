// command-actions.json holds what the official server says about each command, run in /w.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCommandActions } from '../../packages/engine/src/exec/command-actions.ts';

const recorded = JSON.parse(readFileSync(new URL('./command-actions.json', import.meta.url), 'utf8'));

test.each(recorded as Array<[string, unknown[]]>)('%j', (command, actions) => {
  expect(parseCommandActions(command, '/w')).toEqual(actions);
});
