/** Writes docs/findings.md from the table of codes: `node docs/write-findings.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsPage } from '../worker/core/findings/page.ts';

writeFileSync(join(import.meta.dirname, 'findings.md'), findingsPage());
