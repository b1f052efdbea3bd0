/**
 * How small and how fast is it? `npm run bench -- [SECTION…] [OPTION…]` runs the sections that are named, or all but the
 * slow ones, each in a process of its own. Options go to the sections; every file can be run alone too.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A file of this folder with its own arguments. */
type Command = readonly [file: string, ...args: string[]];

interface Section {
  readonly commands: readonly Command[];
  /** Only when named: it takes long, or needs a program that few have. */
  readonly slow?: boolean;
}

const SECTIONS: Readonly<Record<string, Section>> = {
  pac: { commands: [['pac/run.ts']] },
  firewall: { commands: [['firewall/analyse.ts'], ['firewall/follow.ts']] },
  lists: {
    commands: [
      ...['domains', 'adblock', 'cidr'].map((format): Command => ['lists/read.ts', format, '100000']),
      ['lists/compile.ts', '100000'],
    ],
  },
  serve: { commands: [['serve/run.ts']], slow: true },
  load: { commands: [['load/run.ts']], slow: true },
  faults: { commands: [['faults/run.ts']], slow: true },
  scale: { commands: [['scale/run.ts']], slow: true },
};

const words = process.argv.slice(2);
const at = words.findIndex((word) => word.startsWith('--'));
const [names, options] = at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)];
const unknown = names.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  console.error(`expected sections out of ${Object.keys(SECTIONS).join(', ')}; found ${unknown.join(', ')}`);
  process.exit(2);
}

const chosen = names.length > 0 ? names : Object.keys(SECTIONS).filter((name) => !SECTIONS[name]?.slow);
let failed = 0;
for (const name of chosen) {
  for (const [file, ...args] of SECTIONS[name]?.commands ?? []) {
    console.log(`# ${name}: ${[file, ...args].join(' ')}\n`);
    const more = name === 'pac' || name === 'load' ? options : [];
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file), ...args, ...more], {
      stdio: 'inherit',
    });
    if (status !== 0) failed++;
    console.log();
  }
}
process.exit(failed === 0 ? 0 : 1);
