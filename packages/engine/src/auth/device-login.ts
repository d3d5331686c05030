// Signing in on another device: the user enters a code there, while this program asks the issuer whether it was done.
import { setTimeout as delay } from 'node:timers/promises';
import { keep, type LoginRequest } from './browser-login.ts';
import { askHttp, type HttpAnswer, isSuccess, objectIn } from './http.ts';
import { exchangeCode } from './oauth-client.ts';

export interface DeviceLogin {
  /** The page where the user enters `userCode`. */
  readonly verificationUrl: string;
  readonly userCode: string;
  /** Resolves when the user is signed in; rejects with a sentence for people, or with the signal's reason. */
  finish(signal: AbortSignal): Promise<void>;
}

/** The issuer offers no codes. */
export class NoDeviceCodes extends Error {}

const LIFE_MS = 15 * 60 * 1000;
const DEFAULT_INTERVAL_S = 5;

/** Throws NoDeviceCodes, or Error. */
export async function startDeviceLogin(request: LoginRequest): Promise<DeviceLogin> {
  const { issuer, clientId } = request.from;
  const answer = await ask(`${issuer}/api/accounts/deviceauth/usercode`, { client_id: clientId });
  if (answer.status === 404) {
    throw new NoDeviceCodes(
      'device code login is not enabled for this Codex server. Use the browser login or verify the server URL.',
    );
  }
  if (!isSuccess(answer)) throw new Error(`device code request failed with status ${answer.statusLine}`);
  const device = readDevice(answer);
  return {
    verificationUrl: `${issuer}/codex/device`,
    userCode: device.userCode,
    finish: (signal) => finish(request, device, signal),
  };
}

interface Device {
  readonly id: string;
  readonly userCode: string;
  readonly intervalMs: number;
}

function readDevice(answer: HttpAnswer): Device {
  const { device_auth_id: id, user_code: code, usercode: olderName, interval } = objectIn(answer);
  const userCode = code ?? olderName;
  if (typeof id !== 'string' || typeof userCode !== 'string') throw new Error('the issuer gave no device code');
  const seconds = Number(interval ?? DEFAULT_INTERVAL_S);
  return { id, userCode, intervalMs: 1000 * (Number.isFinite(seconds) ? Math.max(seconds, 0) : DEFAULT_INTERVAL_S) };
}

async function finish(request: LoginRequest, device: Device, signal: AbortSignal): Promise<void> {
  const { from } = request;
  const { code, verifier } = await waitForCode(from.issuer, device, signal);
  const redirectUri = `${from.issuer}/deviceauth/callback`;
  const tokens = await exchangeCode(from, { code, verifier, redirectUri }, signal).catch((error: Error) => {
    signal.throwIfAborted();
    throw new Error(`device code exchange failed: ${error.message}`);
  });
  await keep(tokens, request);
}

/** 403 and 404 mean: not yet. */
const PENDING: ReadonlySet<number> = new Set([403, 404]);

async function waitForCode(issuer: string, device: Device, signal: AbortSignal) {
  const body = { device_auth_id: device.id, user_code: device.userCode };
  const end = Date.now() + LIFE_MS;
  for (;;) {
    const answer = await ask(`${issuer}/api/accounts/deviceauth/token`, body, signal);
    if (isSuccess(answer)) return readCode(answer);
    if (!PENDING.has(answer.status)) throw new Error(`device auth failed with status ${answer.statusLine}`);
    if (Date.now() >= end) throw new Error('device auth timed out after 15 minutes');
    await delay(device.intervalMs, undefined, { signal });
  }
}

function readCode(answer: HttpAnswer) {
  const { authorization_code: code, code_verifier: verifier } = objectIn(answer);
  if (typeof code === 'string' && typeof verifier === 'string') return { code, verifier };
  throw new Error('the issuer gave no authorization code');
}

function ask(url: string, body: unknown, signal?: AbortSignal): Promise<HttpAnswer> {
  const headers = { 'content-type': 'application/json' };
  return askHttp({ method: 'POST', url, headers, body: JSON.stringify(body), signal });
}
