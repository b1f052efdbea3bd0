/** Writes docs/findings.md from the table of codes: `node docs/write-findings.ts`. */
import { writeFileSync } from 'node:fs';
import { findingsPage } from '../worker/core/findings/page.ts';

writeFileSync(new URL('./findings.md', import.meta.url), findingsPage());
