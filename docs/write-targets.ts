/** Writes docs/targets.md from the table of targets: `node docs/write-targets.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetsPage } from '../worker/core/targets/page.ts';
import { targetsExample } from './targets-example.ts';

writeFileSync(join(import.meta.dirname, 'targets.md'), targetsPage(targetsExample()));
