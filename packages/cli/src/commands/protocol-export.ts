// codex-app-server-protocol-export: the protocol as TypeScript and JSON Schema. Nothing of the server is loaded.
import { exitStatusOf } from '@codex/app-server/exit-status.ts';
import { exportDocuments } from '@codex/app-server/export-documents.ts';

export function protocolExport(argv: readonly string[]): Promise<number> {
  return exitStatusOf(async () => exportDocuments({ name: 'protocol-export', argv }));
}
