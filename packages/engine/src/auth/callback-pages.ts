// The pages that a browser shows after signing in. They load nothing and run nothing.

export function successPage(): string {
  return page('Signed in', [
    'You are signed in to Codex.',
    'You can close this page and go back to where you came from.',
  ]);
}

/** `message`: plain text. */
export function failurePage(message: string): string {
  return page('Not signed in', [message, 'Go back to where you came from and try again.']);
}

/** Nothing of this page may be kept or told to others: its address may hold a code. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}';

function page(title: string, sentences: readonly string[]): string {
  const text = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<h1>${title}</h1>
${text}
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
