// Child of recorder.test.ts: appends until it is killed, and tells after each append how many there were.
import { writeSync } from 'node:fs';
import { newThread } from './conversation.ts';

const [codexHome = '', cwd = ''] = process.argv.slice(2);
const { recorder } = newThread({ codexHome, cwd, remove: () => {} });
for (let n = 1; ; n += 1) {
  recorder.append([{ type: 'event_msg', payload: { type: 'note', n, text: 'x'.repeat(n % 3000) } }]);
  writeSync(1, `${n} ${recorder.path}\n`);
}
