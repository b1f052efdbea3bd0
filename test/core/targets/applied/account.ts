/** How is install.sh run for an account of its own, by which shell, and what does its home look like then? */
import { renderBootstrap } from '../../../../worker/core/targets/install/bootstrap.ts';
import type { TargetInput } from '../../../../worker/core/targets/render.ts';
import { program } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import type { Machine } from './enter.ts';
import type { Outcome } from './lab.ts';

export const BUSYBOX = program({ name: 'BusyBox', candidates: ['busybox'], package: 'busybox' });
export const SETPRIV = program({ name: 'setpriv', candidates: ['setpriv'], package: 'util-linux' });

const http = {
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.test', port: 3128 } },
  rules: [{ when: { domain: 'corp.test' }, use: 'direct' }],
  default: 'squid',
};

/** The profile as it is at first, and what may become of it. */
export const PROFILES = {
  http,
  moved: { ...http, proxies: { squid: { scheme: 'http', host: 'new.corp.test', port: 3128 } } },
  socks: { proxies: { socks: { scheme: 'socks5', host: 'socks.corp.test', port: 1080 } }, default: 'socks' },
  direct: { default: 'direct' },
} as const;

/** The text of install.sh for one of them. */
export const installer = (name: keyof typeof PROFILES, more: Partial<TargetInput> = {}): string =>
  renderBootstrap('install.sh', inputOf(PROFILES[name], { mode: 'fixed', ...more }))?.text ?? '';

/** Where BusyBox's own tools stand, and nothing else. */
export const TOOLS = '/usr/local/busybox';

/** Writes every installer, and BusyBox' tools by their names. */
export async function prepare(machine: Machine): Promise<void> {
  for (const name of ['http', 'moved', 'socks', 'direct'] as const) {
    await machine.write(`/usr/local/${name}.sh`, installer(name));
  }
  await machine.write('/usr/local/other.sh', installer('http', { id: 'other' }));
  await machine.write('/usr/local/removal.sh', installer('http', { action: 'remove' }));
  await machine.run(
    `mkdir -m 755 ${TOOLS}; busybox --install -s ${TOOLS}; mkdir -m 1777 /usr/local/tmp /usr/local/npm-cache`,
  );
  // Debian builds BusyBox without this one of its tools.
  await machine.run(`[ -e ${TOOLS}/cksum ] || ln -s "$(command -v cksum)" ${TOOLS}/cksum`);
}

/** Quotes a word for sh. */
const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export interface Account {
  readonly home: string;
  /** Runs a command line as the account, with this PATH in front (null: only this one) and its home. */
  run(line: string, path?: string | null): Promise<Outcome>;
  /** Every file, folder and link of the home with mode, owner, what it leads to and its checksum. */
  tree(): Promise<readonly string[]>;
}

/** An account (nobody) whose home is a new folder, filled by a command line. */
export async function account(machine: Machine, home: string, fill = ':'): Promise<Account> {
  const run = (line: string, path = '') => {
    const env = `env -i HOME=${word(home)} TMPDIR=/usr/local/tmp LC_ALL=C npm_config_logs_max=0 npm_config_cache=/usr/local/npm-cache NODE_DISABLE_COMPILE_CACHE=1`;
    const search = path === TOOLS ? TOOLS : `${path}${path === '' ? '' : ':'}$PATH`;
    return machine.run(
      `setpriv --reuid=65534 --regid=65534 --clear-groups ${env} PATH="${search}" sh -c ${word(`cd /; umask 022; ${line}`)}`,
    );
  };
  await machine.run(`rm -rf ${word(home)}; mkdir -p ${word(home)}; chown 65534:65534 ${word(home)}`);
  const filled = await run(`cd "$HOME"; ${fill}`);
  if (filled.status !== 0) throw new Error(filled.output);
  const list = "find . -printf '%y %m %u %p %l\\n'";
  const tree = async () =>
    (await machine.run(`cd ${word(home)} && { ${list}; find . -type f -exec cksum {} +; } | sort`)).output.split('\n');
  return { home, run: (line, path) => run(line, path ?? ''), tree };
}
