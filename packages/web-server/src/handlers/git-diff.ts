// GET /git/diff-to-remote: a folder for which there is no such diff is a mistake of the caller.
import type { App } from '../rest/app.ts';
import { HttpError, isRpcError, isUnsupported } from '../rest/errors.ts';
import { inputOf, request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

export async function gitDiff(call: Call, app: App): Promise<Fields> {
  try {
    return await request(app, 'gitDiffToRemote', inputOf(call, 'gitDiffToRemote'));
  } catch (error) {
    if (!isRpcError(error) || isUnsupported(error)) throw error;
    throw new HttpError(400, 'GIT_DIFF_UNAVAILABLE', error.message);
  }
}
