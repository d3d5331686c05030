// Keeps secrets out of what services say of them.

/** The text without the secrets. */
export function hide(text: string, ...secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[redacted]')), text);
}
