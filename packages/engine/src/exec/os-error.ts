// Texts of operating-system errors as clients and models know them: `No such file or directory (os error 2)`.

const texts: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted (os error 1)',
  ENOENT: 'No such file or directory (os error 2)',
  EACCES: 'Permission denied (os error 13)',
  EEXIST: 'File exists (os error 17)',
  ENOTDIR: 'Not a directory (os error 20)',
  EISDIR: 'Is a directory (os error 21)',
  EMFILE: 'Too many open files (os error 24)',
  ENOSPC: 'No space left on device (os error 28)',
  EROFS: 'Read-only file system (os error 30)',
  EAGAIN: 'Resource temporarily unavailable (os error 11)',
  E2BIG: 'Argument list too long (os error 7)',
  ENAMETOOLONG: 'File name too long (os error 36)',
  ELOOP: 'Too many levels of symbolic links (os error 40)',
};

export function osErrorText(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? texts[code] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}
