/** Do programs that read rendered files go through a real Squid, and past it where the profile says so? */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { renderBootstrap } from '../../../../worker/core/targets/install/bootstrap.ts';
import { renderTarget, type TargetInput } from '../../../../worker/core/targets/render.ts';
import { type ProgramFound, program, testWith } from '../../../programs.ts';
import { OPENSSL } from '../../../support/certificates.ts';
import { SQUID } from '../../../support/squid.ts';
import { inputOf } from '../fixtures.ts';
import { enterMachine, MACHINE_PROGRAMS, type Machine } from './enter.ts';

const NEEDED = [...MACHINE_PROGRAMS, SQUID, OPENSSL];
const PROGRAMS = {
  curl: program({ name: 'curl', candidates: ['curl'], package: 'curl' }),
  git: program({ name: 'git', candidates: ['git'], package: 'git' }),
  apt: program({ name: 'apt-get', candidates: ['apt-get'], package: 'apt' }),
  pip: program({ name: 'pip', candidates: ['/usr/bin/pip3'], package: 'python3-pip' }),
  wget: program({ name: 'wget', candidates: ['/usr/bin/wget'], package: 'wget' }),
  ssh: program({ name: 'ssh', candidates: ['ssh'], package: 'openssh-client' }),
  nc: program({ name: 'nc of OpenBSD', candidates: ['nc.openbsd'], package: 'netcat-openbsd' }),
  dnf: program({ name: 'dnf', candidates: ['dnf'], package: 'dnf' }),
  pacman: program({ name: 'pacman', candidates: ['pacman'], package: 'pacman-package-manager' }),
  hg: program({ name: 'Mercurial', candidates: ['/usr/bin/hg'], package: 'mercurial' }),
  svn: program({ name: 'Subversion', candidates: ['svn'], package: 'subversion' }),
  podman: program({ name: 'Podman', candidates: ['podman'], package: 'podman' }),
  gsettings: program({
    name: "gsettings with GNOME's schemas",
    candidates: ['gsettings'],
    package: 'gsettings-desktop-schemas',
    check: ['list-keys', 'org.gnome.system.proxy'],
  }),
  chromium: program({ name: 'Chromium', candidates: ['chromium'], package: 'chromium' }),
  firefox: program({ name: 'Firefox', candidates: ['firefox-esr'], package: 'firefox-esr' }),
};

const profile = {
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.test', port: 3128 } },
  rules: [{ when: { domain: 'corp.test' }, use: 'direct' }],
  default: 'squid',
};
const textOf = (id: string, more: Partial<TargetInput> = {}): string =>
  renderTarget(id, inputOf(profile, { mode: 'fixed', ...more }))?.text ?? '';

let machine: Machine;
beforeAll(async () => {
  if (NEEDED.some(({ missing }) => missing !== null)) return;
  machine = await enterMachine();
  await machine.run('mkdir /usr/local/squid; chmod 755 /usr/local/squid');
  await machine.useSquid('/usr/local/squid');
}, 60_000);
afterAll(() => machine?.leave());

/** Runs a line for a host; both must say the same of whom it asked. */
async function ask(line: string, host: string) {
  await machine.asked();
  const { output } = await machine.run(line.replaceAll('HOST', host));
  // Squid writes a request down once it is answered, a tunnel once it is closed.
  await machine.run('sleep 0.2');
  return { asked: (await machine.asked()).filter((one) => one.includes(host)), output };
}

/** Proves that requests to one host went through Squid, which asked the web server, and that the other host was asked directly. */
function goesThrough(
  name: string,
  line: string,
  { needs, near = 'www.corp.test' }: { readonly needs: readonly ProgramFound[]; readonly near?: string | null },
): void {
  testWith(...NEEDED, ...needs)(
    `${name} goes through Squid${near === null ? '' : ', and past it where the profile says so'}`,
    async () => {
      const far = await ask(line, 'outside.test');
      const [byProxy, bySquid, direct] = ['proxy ', 'by squid ', 'origin '].map((who) =>
        far.asked.filter((one) => one.startsWith(who)),
      );
      expect(byProxy, far.output).not.toEqual([]);
      expect(bySquid, far.output).not.toEqual([]);
      expect(direct).toEqual([]);
      if (near === null) return;
      const here = await ask(line, near);
      expect(here.asked, here.output).not.toEqual([]);
      expect(here.asked.filter((one) => !one.startsWith('origin '))).toEqual([]);
    },
    120_000,
  );
}

describe('after install.sh', () => {
  const { curl, git, apt, pip } = PROGRAMS;

  testWith(...NEEDED)('the machine is set up', async () => {
    await machine.run('rm -rf /etc/pip.conf /etc/gitconfig /etc/firefox/policies /etc/chromium/policies');
    await machine.write(
      '/usr/local/install.sh',
      renderBootstrap('install.sh', inputOf(profile, { mode: 'fixed' }))?.text ?? '',
    );
    const { status, output } = await machine.run(
      'sh /usr/local/install.sh --only linux-env,shell-profile,apt,git,pip,npm',
    );
    expect([status, output]).toEqual([0, expect.stringContaining('git: wrote')]);
  });

  goesThrough('curl in a login shell', "sh -c '. /etc/profile.d/portolan-proxy.sh; curl -s http://HOST/'", {
    needs: [curl],
  });
  goesThrough('git', 'GIT_TERMINAL_PROMPT=0 git ls-remote http://HOST/x.git', { needs: [git] });
  goesThrough(
    'apt-get',
    "printf 'deb [trusted=yes] http://HOST/debian x main\\n' >/tmp/portolan-squid.list && mkdir -p /tmp/portolan-squid/partial && apt-get update -o Dir::Etc::SourceList=/tmp/portolan-squid.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=/tmp/portolan-squid; rm -r /tmp/portolan-squid.list /tmp/portolan-squid",
    { needs: [apt], near: 'corp.test' },
  );
  goesThrough(
    'pip',
    '/usr/bin/pip3 download --no-cache-dir --retries 0 -d /tmp --index-url http://HOST/simple --trusted-host HOST x',
    { needs: [pip], near: null },
  );
  goesThrough(
    'npm',
    'npm view x --registry http://HOST/ --fetch-retries 0 --cache /tmp/portolan-squid-npm; rm -rf /tmp/portolan-squid-npm',
    { needs: [] },
  );

  testWith(...NEEDED)('and after --remove nothing goes through it any more', async () => {
    expect(await machine.run('sh /usr/local/install.sh --remove')).toMatchObject({ status: 0 });
    const { asked } = await ask("sh -c '. /etc/profile; curl -s http://HOST/'", 'outside.test');
    expect(asked).toEqual(['origin GET outside.test/']);
  });
});

describe('command line tools by their files', () => {
  const { wget, ssh, nc, dnf, pacman, curl, hg, svn, podman } = PROGRAMS;
  const put = (id: string, path: string) => machine?.write(path, textOf(id));
  beforeAll(async () => {
    if (NEEDED.some(({ missing }) => missing !== null)) return;
    await put('wget', '/usr/local/wgetrc');
    await put('ssh', '/usr/local/ssh_config');
    await put('homebrew', '/usr/local/homebrew.sh');
    await put('pacman', '/usr/local/pacman-proxy.conf');
    await machine.write('/usr/local/dnf.conf', `${textOf('dnf')}reposdir=/nonexistent\nretries=1\n`);
    await machine.run('mkdir -p /usr/local/pacman/sync /usr/local/svn');
    // Podman leaves a folder in /run.
    await machine.run('mount -t tmpfs tmpfs /run; mkdir -p /etc/containers/containers.conf.d');
    await put('podman', '/etc/containers/containers.conf.d/portolan-proxy.conf');
    await machine.write('/etc/containers/policy.json', '{"default":[{"type":"insecureAcceptAnything"}]}');
    await put('mercurial', '/usr/local/hgrc');
    await put('subversion', '/usr/local/svn/servers');
  });

  goesThrough('wget', 'WGETRC=/usr/local/wgetrc wget -t 1 -T 10 -q -O - http://HOST/', { needs: [wget] });
  goesThrough('curl as Homebrew runs it', "sh -c '. /usr/local/homebrew.sh; curl -q -s http://HOST/'", {
    needs: [curl],
  });
  goesThrough(
    'pacman',
    "printf '[options]\\nDBPath = /usr/local/pacman\\nSigLevel = Never\\nInclude = /usr/local/pacman-proxy.conf\\n[core]\\nServer = http://HOST/core\\n' >/usr/local/pacman.conf; pacman --config /usr/local/pacman.conf --logfile /dev/null -Syy",
    { needs: [pacman, curl] },
  );
  goesThrough(
    'dnf',
    'dnf -c /usr/local/dnf.conf --releasever 1 --setopt=cachedir=/usr/local/dnf --setopt=logdir=/usr/local/dnf --repofrompath x,http://HOST/x --repo x makecache',
    { needs: [dnf], near: null },
  );

  goesThrough(
    'Podman',
    'podman --storage-driver vfs --root /usr/local/podman --runroot /usr/local/podman-run pull --tls-verify=false HOST/x:1',
    { needs: [podman] },
  );
  goesThrough('Mercurial', 'HGRCPATH=/usr/local/hgrc hg identify http://HOST/x', { needs: [hg] });
  goesThrough('Subversion', 'svn --non-interactive --config-dir /usr/local/svn ls http://HOST/x', { needs: [svn] });

  testWith(
    ...NEEDED,
    ssh,
    nc,
  )('ssh asks Squid for a tunnel, and goes past it where the profile says so', async () => {
    const line = 'ssh -F /usr/local/ssh_config -o BatchMode=yes -o ConnectTimeout=5 HOST true';
    // Nobody answers there: what counts is who was asked.
    expect((await ask(line, 'outside.test')).asked).toEqual(['proxy CONNECT outside.test:22']);
    expect((await ask(line, 'www.corp.test')).asked).toEqual([]);
    const read = async (host: string) =>
      (await machine.run(`ssh -F /usr/local/ssh_config -G ${host} 2>/dev/null | grep -i proxycommand`)).output.trim();
    expect(await read('outside.test')).toBe('proxycommand nc -X connect -x proxy.corp.test:3128 %h %p');
    expect(await read('git.corp.test')).toBe('');
    expect(await read('127.0.0.1')).toBe('');
  });
});

describe('desktops and browsers by their files', () => {
  const { gsettings, chromium, firefox } = PROGRAMS;
  const CHROMIUM =
    'mkdir /tmp/portolan-squid-c; timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-background-networking --user-data-dir=/tmp/portolan-squid-c --dump-dom http://HOST/; rm -rf /tmp/portolan-squid-c';
  const FIREFOX =
    'mkdir /tmp/portolan-squid-f; timeout 60 firefox-esr --headless --no-remote --profile /tmp/portolan-squid-f --screenshot /tmp/portolan-squid-f/p.png http://HOST/; rm -rf /tmp/portolan-squid-f';

  beforeAll(async () => {
    if (NEEDED.some(({ missing }) => missing !== null)) return;
    await machine.run('mkdir -p /usr/local/kde/.config /usr/local/gnome; rm -rf /etc/chromium/policies /etc/firefox');
    await machine.run('echo 127.0.0.3 intranet >>/etc/hosts');
    const plain = { ...profile, rules: [...profile.rules, { when: { plain: true }, use: 'direct' }] };
    const kioslaverc = renderTarget('kde', inputOf(plain, { mode: 'fixed' }))?.text ?? '';
    await machine.write('/usr/local/kde/.config/kioslaverc', kioslaverc);
    await machine.write('/usr/local/gnome.sh', textOf('gnome-gsettings'));
    await machine.run(
      `mount -t tmpfs tmpfs /mnt && mkdir /mnt/upper /mnt/work && mount -t overlay overlay -o lowerdir=/usr/lib/firefox-esr,upperdir=/mnt/upper,workdir=/mnt/work /usr/lib/firefox-esr`,
    );
    await machine.write('/usr/lib/firefox-esr/mozilla.cfg', textOf('firefox-autoconfig'));
    await machine.write(
      '/usr/lib/firefox-esr/defaults/pref/autoconfig.js',
      'pref("general.config.filename", "mozilla.cfg");\npref("general.config.obscure_value", 0);\n',
    );
  });

  const KDE = 'export XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=5 HOME=/usr/local/kde; ';
  for (const near of ['www.corp.test', 'intranet']) {
    goesThrough(`Chromium as it runs on KDE, for ${near},`, `${KDE}${CHROMIUM}`, { needs: [chromium], near });
  }

  testWith(...NEEDED, chromium)(
    'Chromium on KDE reads the longest line that nothing is told of, and none that is longer',
    async () => {
      for (const count of [5, 6]) {
        // Each name is 82 characters long, with its comma; the last one is the host's.
        const domain = [
          ...Array.from({ length: count }, (_, at) => `${at}${'x'.repeat(60)}.some-long-name.test`),
          'corp.test',
        ];
        const rules = [{ when: { domain }, use: 'direct' }];
        const { text, findings } = renderTarget('kde', inputOf({ ...profile, rules }, { mode: 'fixed' })) ?? {};
        await machine.write('/usr/local/kde/.config/kioslaverc', text ?? '');
        const { asked } = await ask(`${KDE}${CHROMIUM}`, 'www.corp.test');
        const isTold = findings?.some(({ message }) => message.includes('Chromium skips a line')) ?? false;
        expect([asked.some((one) => one.startsWith('origin ')), isTold], `${count}`).toEqual([
          count === 5,
          count === 6,
        ]);
      }
    },
    120_000,
  );

  const GNOME =
    'export XDG_CURRENT_DESKTOP=GNOME GSETTINGS_BACKEND=keyfile XDG_CONFIG_HOME=/usr/local/gnome; sh /usr/local/gnome.sh; ';
  goesThrough('Chromium as it runs on GNOME', `${GNOME}${CHROMIUM}`, { needs: [gsettings, chromium] });

  goesThrough('Firefox by AutoConfig', FIREFOX, { needs: [firefox] });
});
