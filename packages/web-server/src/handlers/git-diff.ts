// GET /git/diff-to-remote: a folder for which there is no such diff is a mistake of the caller.
import type { App } from '../rest/app.ts';
import { HttpError, isRpcError } from '../rest/errors.ts';
import { inputOf, request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

const notSupported = -32601;

export async function gitDiff(call: Call, app: App): Promise<Fields> {
  try {
    return await request(app, 'gitDiffToRemote', inputOf(call, 'gitDiffToRemote'));
  } catch (error) {
    if (!isRpcError(error) || error.code === notSupported) throw error;
    throw new HttpError(400, 'GIT_DIFF_UNAVAILABLE', error.message);
  }
}
