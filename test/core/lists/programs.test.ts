import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { ExportName } from '../../../schemas/list.ts';
import { exportOf } from '../../../worker/core/lists/export/table.ts';
import { writeList } from '../../../worker/core/lists/export/write.ts';
import { pathOf, program, testWith } from '../../programs.ts';
import { parsed } from './outcomes-of.ts';
import { gfwListLike } from './samples.ts';

const dnsmasq = program({ name: 'dnsmasq', candidates: ['/usr/sbin/dnsmasq', 'dnsmasq'], package: 'dnsmasq-base' });
const squid = program({ name: 'squid', candidates: ['/usr/sbin/squid', 'squid'], package: 'squid' });

/** Runs with files in a directory of its own. */
function withFiles<Result>(files: Readonly<Record<string, string>>, run: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-lists-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A list with names of every kind, of which squid and dnsmasq see names below names. */
function written(format: ExportName): string {
  const { layers } = parsed('adblock', `${gfwListLike(3_000)}\n||site1.net\n||x.site1.net\n@@||y.site1.net\n`);
  return writeList(layers, exportOf(format)).chunks.join('');
}

describe('writeList', () => {
  testWith(dnsmasq)('dnsmasq accepts its file', () => {
    const { status, stderr } = withFiles({ 'list.conf': written('dnsmasq') }, (folder) =>
      spawnSync(pathOf(dnsmasq), ['--test', `--conf-file=${join(folder, 'list.conf')}`], { encoding: 'utf8' }),
    );
    expect([status, stderr]).toEqual([0, expect.stringContaining('syntax check OK')]);
  });

  testWith(squid)('squid accepts its file, and finds no name inside another', () => {
    const { status, stderr } = withFiles({ 'list.txt': written('squid') }, (folder) => {
      const config = join(folder, 'squid.conf');
      writeFileSync(
        config,
        `acl listed dstdomain "${join(folder, 'list.txt')}"\nhttp_access deny listed\nhttp_port 127.0.0.1:3128\n`,
      );
      return spawnSync(pathOf(squid), ['-k', 'parse', '-f', config], { encoding: 'utf8' });
    });
    expect(stderr).not.toMatch(/ERROR|subdomain|FATAL/);
    expect(status).toBe(0);
  });
});
