// What must not stand in a log: values of fields that are named like secrets, secrets that the process knows, and texts
// that look like credentials.

const mark = '[redacted]';
const secretName = /authorization|cookie|password|passwd|secret|token$|api_?key|private_?key|credential/i;
const credential = /\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}|\bsk-[\w-]{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/gi;
/** Shorter ones would blot out ordinary words. */
const shortest = 8;
const known = new Set<string>();

/** From now on this text is not logged, wherever it stands. */
export function hideInLogs(secret: string | null | undefined): void {
  if (secret && secret.length >= shortest) known.add(secret);
}

/** Hides every variable that is named like a secret. */
export function hideSecretsOf(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) if (isSecretName(name)) hideInLogs(value);
}

export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

export function withoutSecrets(text: string): string {
  let clean = text.replace(credential, mark);
  for (const secret of known) clean = clean.replaceAll(secret, mark);
  return clean;
}

/** The fields of a log line as plain data: errors spelled out, secrets by name taken out. */
export function plainFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(name, value)]));
}

function plainValue(name: string, value: unknown): unknown {
  if (value instanceof Error) return { type: value.name, message: value.message, stack: value.stack };
  return typeof value === 'string' && isSecretName(name) ? mark : value;
}
