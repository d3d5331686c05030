import { expect, it } from 'vitest';
import { refuseAuthorization } from './capability-token.ts';

it.each([
  [undefined, 'missing websocket bearer token'],
  ['Basic c2VrcmV0', 'invalid authorization header'],
  ['sekret', 'invalid authorization header'],
  ['Bearer wrong', 'invalid websocket bearer token'],
  ['Bearer sekre', 'invalid websocket bearer token'],
  ['Bearer ', 'invalid authorization header'],
  ['Bearer sekret', undefined],
  ['bearer sekret', undefined],
  ['Bearer  sekret ', undefined],
])('answers the header %j with %j', (header, refusal) => expect(refuseAuthorization(header, 'sekret')).toBe(refusal));
