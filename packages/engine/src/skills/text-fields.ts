// Short texts of skills: one line each, so that none can pretend to be more than a field of a list.

export function collapsed(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
