// The account routes, where they differ from the protocol.
import { HttpError } from '../rest/errors.ts';
import type { Fields } from '../rest/route.ts';

/** POST /auth/login/cancel: a login that does not exist is not found. */
export function cancelledLogin(result: Fields, input: Fields): Fields {
  if (result.status !== 'notFound') return result;
  throw new HttpError(404, 'LOGIN_NOT_FOUND', `Login not found: ${input.login_id ?? input.loginId}`);
}
