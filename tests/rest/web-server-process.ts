// The web server as a process of its own, from the sources: what bin/codex-web-server runs.
import { main } from '@codex/web-server/main.ts';

process.exit(await main(process.argv.slice(2)));
