/** Does install.sh leave an account as it found it, whatever the profile, the files, the tools and the folder's name became? */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { program, testWith } from '../../../programs.ts';
import { OPENSSL } from '../../../support/certificates.ts';
import { SQUID } from '../../../support/squid.ts';
import { type Account, account, BUSYBOX, prepare, SETPRIV, TOOLS } from './account.ts';
import { enterMachine, MACHINE_PROGRAMS, type Machine } from './enter.ts';
import { NETWORKSETUP, SNAP } from './stand-ins.ts';

const GIT = program({ name: 'git', candidates: ['git'], package: 'git' });
const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });
const PIP = program({ name: 'pip', candidates: ['/usr/bin/pip3'], package: 'python3-pip' });
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const NEEDED = [...MACHINE_PROGRAMS, BUSYBOX, SETPRIV, GIT, CURL, PIP, DASH];
const all = testWith(...NEEDED);

const HOME = '/usr/local/home';
/** Files as people have them: a secret that only they read, links, and a last line without its end. */
const LIVED_IN = `
  printf '//registry.example/:_authToken=secret-token' >.npmrc; chmod 600 .npmrc
  mkdir dots; printf '[user]\\n\\tname = somebody\\n' >dots/gitconfig; ln -s dots/gitconfig .gitconfig
  printf 'silent\\n' >.curlrc; chmod 640 .curlrc; mkdir -m 700 .local; printf 'alias ll=ls' >.profile`;

let machine: Machine;
beforeAll(async () => {
  if (NEEDED.some(({ missing }) => missing !== null)) return;
  machine = await enterMachine();
  await prepare(machine);
});
afterAll(() => machine?.leave());

describe.each([
  ['dash', 'dash', ''],
  ['BusyBox with nothing but its own tools', 'sh', `${TOOLS}:`],
])('install.sh run by %s', (_, shell, tools) => {
  const ran = (name: string, more = '') => `PATH=${tools}$PATH; ${shell} /usr/local/${name}.sh ${more}`;

  all('follows a changed profile, changes nothing the second time, and brings everything back', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    expect(await run(ran('http'))).toMatchObject({ status: 0 });
    expect(await run('npm config get proxy; git config http.proxy; cat .npmrc | tail -n 1')).toMatchObject({
      output: expect.stringContaining('http://proxy.corp.test:3128\nhttp://proxy.corp.test:3128\n'),
    });
    const set = await tree();
    for (const line of [
      'f 600 nobody ./.npmrc ',
      'l 777 nobody ./.gitconfig dots/gitconfig',
      'f 640 nobody ./.curlrc ',
    ])
      expect(set).toContain(line);
    expect(await run(ran('http'))).toMatchObject({ status: 0 });
    expect(await tree()).toEqual(set);

    expect(await run(ran('moved'))).toMatchObject({ status: 0 });
    expect((await run('npm config get proxy; git config http.proxy')).output).toBe(
      'http://new.corp.test:3128\nhttp://new.corp.test:3128\n',
    );

    const { status, output } = await run(ran('socks'));
    expect([status, output]).toEqual([0, expect.stringContaining('npm: took lines out of')]);
    expect((await run('npm config get proxy; cat "$HOME/.npmrc"; ls "$HOME/.config/pip" "$HOME/.m2"')).output).toMatch(
      /^null\n\/\/registry.example\/:_authToken=secret-token.*No such file.*No such file/s,
    );
    expect((await run('git config http.proxy')).output).toBe('socks5h://socks.corp.test:1080\n');

    expect(await run(ran('socks', '--remove'))).toMatchObject({ status: 0 });
    expect(await tree()).toEqual(before);
  });

  all('takes everything away when the profile has no proxy any more', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    await run(ran('http'));
    expect(await run(ran('direct'))).toMatchObject({ status: 0 });
    expect(await tree()).toEqual(before);
  });

  all('keeps the folders that were there, be they empty', async () => {
    for (const fill of [':', 'mkdir -p .local/state .config']) {
      const { run, tree } = await account(machine, HOME, fill);
      const before = await tree();
      await run(ran('http'));
      expect(await run(ran('removal'))).toMatchObject({ status: 0 });
      expect(await tree()).toEqual(before);
    }
  });

  all('works in homes with names that shells, awk and patterns would read', async () => {
    for (const home of ['/usr/local/a\\nb\\c', '/usr/local/a b[1]*?|&', "/usr/local/it's $HOME"]) {
      const { run, tree } = await account(machine, home, LIVED_IN);
      const before = await tree();
      expect(await run(ran('http')), home).toMatchObject({ status: 0 });
      expect((await run('cat "$HOME/.config/pip/pip.conf"')).output).toContain('proxy = http://proxy.corp.test:3128');
      const { status, output } = await run(ran('http', '--remove'));
      expect([status, output], home).toEqual([0, expect.stringContaining('pip: deleted')]);
      expect(await tree(), home).toEqual(before);
    }
  });

  all('leaves alone what is of another profile, in the order of who came last', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    await run(ran('http'));
    const set = await tree();
    const { status, output } = await run(ran('other', '--remove'));
    expect([status, output]).toEqual([
      0,
      expect.stringContaining('curl: left /usr/local/home/.curlrc: it is of profile hq'),
    ]);
    expect(await tree()).toEqual(set);
    expect(await run(ran('other'))).toMatchObject({ status: 0 });
    expect((await run(ran('http', '--remove'))).output).toContain('it is of profile other');
    expect((await run('npm config get proxy')).output).toBe('http://proxy.corp.test:3128\n');
    expect(await run(ran('other', '--remove'))).toMatchObject({ status: 0 });
    expect(await tree()).toEqual(before);
  });

  all('goes on where a file cannot be written, and leaves no copy', async () => {
    const { run, tree } = await account(
      machine,
      HOME,
      `${LIVED_IN}; chmod 400 .curlrc .npmrc; rm .profile; ln -s nowhere .profile`,
    );
    const before = await tree();
    const { status, output } = await run(ran('http', '--only curl,npm,shell-profile,pip'));
    expect(output).toContain('curl: left alone /usr/local/home/.curlrc: it cannot be read and written');
    expect(output).toContain('shell-profile: left alone /usr/local/home/.profile: it is a link to nothing');
    expect(output).toContain('pip: wrote /usr/local/home/.config/pip/pip.conf');
    expect(status).toBe(1);
    expect(await run(ran('http', '--remove'))).toMatchObject({ status: 0 });
    expect(await tree()).toEqual(before);
    expect(await run('ls -A /usr/local/tmp')).toMatchObject({ output: '' });
  });

  all('finds what it did in a home that is spelled otherwise', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    await machine.run(`ln -sfn ${HOME} /usr/local/linked`);
    const spelled = [
      '/usr/local/home',
      '/usr/local/home/',
      '/usr/local//home',
      '/usr/local/tmp/../home',
      '/usr/local/linked/',
    ];
    for (const home of spelled) {
      expect(await run(ran('http')), home).toMatchObject({ status: 0 });
      const { status, output } = await run(`HOME=${home}; ${ran('http', '--remove')}`);
      expect([status, output], home).toEqual([0, expect.stringContaining('pip: deleted /usr/local/home/.config/pip')]);
      expect(await tree(), home).toEqual(before);
    }
  });

  all('leaves no copy where nobody reads what it says any more', async () => {
    const { run } = await account(machine, HOME, LIVED_IN);
    for (const more of ['', '--remove', '--dry-run']) {
      await run(`{ ${ran('http', more)}; } | true`);
      expect(await run('ls -A /usr/local/tmp'), more).toMatchObject({ output: '' });
    }
  });

  all('knows its files by their remark when its notes are lost, and says of others that it does not', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    await machine.run('mkdir -p /usr/local/stubs; ln -sf /bin/true /usr/local/stubs/docker');
    await run(`PATH=/usr/local/stubs:$PATH; ${ran('http', '--only pip,docker-client')}`);
    await run('rm -rf "$HOME/.local/state"');
    const lost = await run(ran('http', '--remove --only pip'));
    expect([lost.status, lost.output]).toEqual([
      1,
      expect.stringContaining('not noted as from here; delete it by hand'),
    ]);
    const again = await run(`PATH=/usr/local/stubs:$PATH; ${ran('http', '--only pip,docker-client')}`);
    expect(again).toMatchObject({ status: 0 });
    expect(again.output.split('\n').sort()).toEqual([
      '',
      `portolan: docker-client: unchanged ${HOME}/.docker/config.json, but not noted as from here: --remove leaves it`,
      `portolan: pip: unchanged ${HOME}/.config/pip/pip.conf`,
    ]);
    const { status, output } = await run(ran('http', '--remove --only pip,docker-client'));
    expect([status, output]).toEqual([0, expect.stringContaining('pip: deleted')]);
    await run('rm -r "$HOME/.docker"; rmdir "$HOME/.config/pip" "$HOME/.config" "$HOME/.local/state" 2>/dev/null');
    expect(await tree()).toEqual(before);
  });
});

describe('install.sh', () => {
  all('takes away what it put there when the programs are gone', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    await run('sh /usr/local/http.sh');
    const { status, output } = await run('sh /usr/local/removal.sh', TOOLS);
    expect([status, output]).toEqual([0, expect.stringContaining('npm: took lines out of')]);
    expect(await tree()).toEqual(before);
  });

  all('never copies a secret to where others read it', async () => {
    const { run } = await account(machine, HOME, LIVED_IN);
    // Every call of a tool looks first at who may read the secret.
    await machine.run('mkdir -m 755 /usr/local/watched; : >/usr/local/seen; chmod 666 /usr/local/seen');
    for (const tool of ['cat', 'awk', 'cksum', 'rm', 'mv', 'tail']) {
      await machine.write(
        `/usr/local/watched/${tool}`,
        `#!/bin/sh\ngrep -rl secret-token /usr/local/home /usr/local/tmp 2>/dev/null | xargs -r stat -c '%a %n' >>/usr/local/seen\nexec ${TOOLS}/${tool} "$@"\n`,
      );
    }
    await machine.run('chmod 755 /usr/local/watched/*');
    for (const line of ['http.sh --only npm', 'moved.sh --only npm', 'http.sh --remove --only npm'])
      await run(`sh /usr/local/${line}`, '/usr/local/watched');
    const seen = (await machine.run('sort -u /usr/local/seen')).output.trim().split('\n');
    expect(seen).toContain('600 /usr/local/home/.npmrc');
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.filter((line) => !line.startsWith('600 '))).toEqual([]);
  });

  all('keeps what git config writes, and says so where its own lines were changed', async () => {
    const { run } = await account(machine, HOME, LIVED_IN);
    await run('sh /usr/local/http.sh; git config --global http.sslVerify false');
    expect(await run('sh /usr/local/moved.sh --only git')).toMatchObject({ status: 0 });
    expect((await run('git config http.proxy; git config http.sslVerify')).output).toBe(
      'http://new.corp.test:3128\nfalse\n',
    );
    expect(await run('sh /usr/local/http.sh --remove --only git')).toMatchObject({ status: 0 });
    expect((await run('git config http.proxy; git config http.sslVerify; git config user.name')).output).toBe(
      'false\nsomebody\n',
    );

    await run(`sed -i 's/^export no_proxy=.*/export no_proxy=mine.example/' "$HOME/.profile"`);
    for (const line of ['moved.sh --only shell-profile', 'http.sh --only shell-profile --remove']) {
      const { status, output } = await run(`sh /usr/local/${line}`);
      expect([status, output]).toEqual([1, expect.stringContaining('between the marks was changed by hand')]);
    }
    expect((await run('cat "$HOME/.profile"')).output).toContain('mine.example');
  });

  all('knows its lines when npm has dropped the marks around them', async () => {
    const { run } = await account(machine, HOME, LIVED_IN);
    const npmrc = async () => (await run('cat "$HOME/.npmrc"')).output;
    await run('sh /usr/local/http.sh --only npm; npm config set fund false --location=user');
    expect(await npmrc()).not.toContain('>>>');
    // With BusyBox' tools, too.
    expect(await run(`PATH=${TOOLS}:$PATH; sh /usr/local/moved.sh --only npm`)).toMatchObject({ status: 0 });
    expect((await npmrc()).match(/^https-proxy=/gm)).toHaveLength(1);
    expect((await run('npm config get https-proxy')).output).toBe('http://new.corp.test:3128\n');
    await run('npm config set audit false --location=user');
    const { status, output } = await run('sh /usr/local/http.sh --remove --only npm');
    expect([status, output]).toEqual([0, expect.stringContaining('npm: took lines out of')]);
    expect(await npmrc()).toBe('//registry.example/:_authToken=secret-token\nfund=false\naudit=false\n');

    await run('sh /usr/local/http.sh --only npm; npm config set proxy=http://mine.example:1/ --location=user');
    const changed = await run('sh /usr/local/http.sh --remove --only npm');
    expect([changed.status, changed.output]).toEqual([1, expect.stringContaining('the marks are gone')]);
    expect(await npmrc()).toContain('mine.example');
  });

  all('does the same when it is piped into a shell, whatever reads its input', async () => {
    const { run, tree } = await account(machine, HOME, LIVED_IN);
    const before = await tree();
    // A program that is greedy for input.
    await machine.run('mkdir -m 755 /usr/local/greedy');
    await machine.write('/usr/local/greedy/mkdir', '#!/bin/sh\ncat >/dev/null\nexec /bin/mkdir "$@"\n');
    await machine.run('chmod 755 /usr/local/greedy/mkdir');
    const greedy = '/usr/local/greedy';
    expect(await run('sh -s -- --only pip,curl </usr/local/http.sh', greedy)).toMatchObject({
      status: 0,
      output: expect.stringContaining('curl: wrote lines of'),
    });
    expect(await run('sh -s -- --remove </usr/local/http.sh', greedy)).toMatchObject({ status: 0 });
    expect(await tree()).toEqual(before);
  });

  all('changes nothing where it cannot note what it did', async () => {
    const { run, tree } = await account(machine, HOME, `${LIVED_IN}; mkdir -p .local/state/portolan/install`);
    await run('chmod 500 "$HOME/.local/state/portolan/install"');
    const before = await tree();
    const { status, output } = await run('sh /usr/local/http.sh --only curl,pip');
    expect([status, output]).toEqual([1, expect.stringContaining('curl: could not write /usr/local/home/.curlrc')]);
    expect(await tree()).toEqual(before);
  });

  all('refuses --only without a name, and homes that are none', async () => {
    const { run, tree } = await account(machine, HOME);
    const before = await tree();
    for (const words of ["--only ''", '--only=', '--only=,', "--only ' '", "--only '*'", '--only npm --only=']) {
      expect(await run(`sh /usr/local/http.sh ${words}`), words).toMatchObject({ status: 2 });
    }
    for (const [home, why] of [
      ['unset HOME', 'HOME is not set'],
      ['HOME=', 'HOME is not set'],
      ['HOME=somewhere', 'HOME is no whole path: somewhere'],
      ['HOME=/usr/local/nowhere', 'HOME is no folder'],
    ]) {
      const { status, output } = await run(`${home}; sh /usr/local/http.sh`);
      expect([status, output], home).toEqual([2, expect.stringContaining(`portolan: ${why}`)]);
    }
    expect(await tree()).toEqual(before);
  });
});

describe('install.sh for an account, with a real Squid', () => {
  const LINES: readonly (readonly [name: string, line: string, isBypassed: boolean])[] = [
    ['curl by .curlrc', 'curl -s http://HOST/', true],
    ['curl in a login shell by .profile', '. "$HOME/.profile"; curl -q -s http://HOST/', true],
    ['git by .gitconfig', 'GIT_TERMINAL_PROMPT=0 git ls-remote http://HOST/x.git', true],
    ['npm by .npmrc', 'npm view x --registry http://HOST/ --fetch-retries 0', true],
    [
      'pip by pip.conf',
      '/usr/bin/pip3 download --no-cache-dir --retries 0 -d /usr/local/tmp --index-url http://HOST/simple --trusted-host HOST x',
      false,
    ],
  ];
  const withSquid = testWith(...NEEDED, SQUID, OPENSSL);
  let squid: Machine;
  let here: Account;
  beforeAll(async () => {
    if ([...NEEDED, SQUID, OPENSSL].some(({ missing }) => missing !== null)) return;
    squid = await enterMachine();
    await prepare(squid);
    await squid.run('mkdir /usr/local/squid; chmod 755 /usr/local/squid');
    await squid.useSquid('/usr/local/squid');
    await squid.run('sh /usr/local/http.sh --only linux-env');
    here = await account(squid, HOME, LIVED_IN);
    await here.run('sh /usr/local/http.sh');
  }, 60_000);
  afterAll(() => squid?.leave());

  /** Who was asked about a host. Squid writes a request down once it is answered. */
  const asked = async (host: string, run: (line: string) => Promise<unknown>, line: string): Promise<string[]> => {
    await squid.asked();
    await run(line.replaceAll('HOST', host));
    await squid.run('sleep 0.2');
    const all = (await squid.asked())
      .filter((one) => one.includes(host))
      .map((one) => one.replace(/ (GET|CONNECT).*/, ''));
    return [...new Set(all)].sort();
  };

  for (const [name, line, isBypassed] of LINES) {
    withSquid(`sends ${name} through it${isBypassed ? ', and past it where the profile says so' : ''}`, async () => {
      expect(await asked('outside.test', here.run, line)).toEqual(['by squid', 'proxy']);
      if (isBypassed) expect(await asked('www.corp.test', here.run, line)).toEqual(['origin']);
    });
  }

  withSquid('sends logins through it by /etc/environment, and nothing after --remove', async () => {
    const line = "su -s /bin/sh - nobody -c 'curl -q -s http://HOST/'";
    expect(await asked('outside.test', squid.run, line)).toEqual(['by squid', 'proxy']);
    expect(await asked('www.corp.test', squid.run, line)).toEqual(['origin']);
    await squid.run('sh /usr/local/removal.sh');
    await here.run('sh /usr/local/removal.sh');
    expect(await asked('outside.test', squid.run, line)).toEqual(['origin']);
    for (const [, again] of LINES) expect(await asked('outside.test', here.run, again)).toEqual(['origin']);
  });
});

describe('install.sh as root', () => {
  all('follows no settings of the folder that it is called in', async () => {
    await machine.run(
      "mkdir /usr/local/evil; cd /usr/local/evil; echo '{}' >package.json; echo globalconfig=/usr/local/evil/npmrc >.npmrc",
    );
    const { output } = await machine.run(
      'cd /usr/local/evil; unset npm_config_globalconfig; sh /usr/local/http.sh --dry-run --only npm',
    );
    expect(output).toContain('npm: would write lines of /');
    expect(output).not.toContain('evil');
  });

  all('follows a changed profile, and leaves the machine as it was, without npm and git', async () => {
    await machine.run('rm -rf /etc/pip.conf /etc/gitconfig /etc/dconf /etc/firefox/policies /etc/chromium/policies');
    await machine.run('npm config get globalconfig');
    const before = await machine.tree();
    expect(await machine.run('sh /usr/local/http.sh')).toMatchObject({ status: 0 });
    const { status, output } = await machine.run('sh /usr/local/socks.sh');
    expect([status, output]).toEqual([0, expect.stringContaining('npm: took lines out of /usr/local/etc/npmrc')]);
    expect(output).toContain('pip: deleted /etc/pip.conf');
    await machine.run('sh /usr/local/http.sh --only npm');
    const removed = await machine.run(`PATH=${TOOLS}:/usr/bin:/bin sh /usr/local/socks.sh --remove`);
    expect([removed.status, removed.output]).toEqual([0, expect.stringContaining('npm: took lines out of')]);
    expect(await machine.tree()).toEqual(before);
  });

  all('runs the script of a Mac, whose it is and whose it is not, and undoes it', async () => {
    await machine.write('/usr/local/bin/networksetup', NETWORKSETUP);
    await machine.run('chmod 755 /usr/local/bin/networksetup');
    const sets = async (line: string) =>
      (await machine.run(`PATH=/usr/local/bin:$PATH; sh /usr/local/${line} --only macos-networksetup`)).output;
    const server = async () => (await machine.run('/usr/local/bin/networksetup -getwebproxy Wi-Fi | sed 2q')).output;
    const before = await machine.tree();
    expect(await sets('http.sh')).toContain('portolan: Wi-Fi: set');
    expect(await server()).toBe('Enabled: Yes\nServer: proxy.corp.test\n');
    expect(await sets('http.sh')).toContain('portolan: Wi-Fi: unchanged');
    expect(await sets('other.sh --remove')).toContain('it is of profile hq');
    expect(await server()).toBe('Enabled: Yes\nServer: proxy.corp.test\n');
    // A profile without any proxy undoes it, too.
    expect(await sets('direct.sh')).toContain('portolan: Wi-Fi: as it was before');
    expect(await server()).toContain('Enabled: No\n');
    expect(await machine.tree()).toEqual(before);
    await machine.run('rm /usr/local/bin/networksetup');
  });

  all('takes back what snapd was told, folders included', async () => {
    await machine.write('/usr/local/bin/snap', SNAP);
    await machine.run('chmod 755 /usr/local/bin/snap');
    const before = await machine.tree();
    for (const more of ['', '--remove']) {
      const line = `PATH=/usr/local/bin:$PATH; sh /usr/local/http.sh --only snap ${more}`;
      expect(await machine.run(line)).toMatchObject({ status: 0 });
    }
    expect(await machine.tree()).toEqual(before);
    await machine.run('rm /usr/local/bin/snap');
  });

  const GSETTINGS = program({
    name: "gsettings with GNOME's schemas",
    candidates: ['gsettings'],
    package: 'gsettings-desktop-schemas',
    check: ['list-keys', 'org.gnome.system.proxy'],
  });
  const DCONF = program({ name: 'dconf', candidates: ['dconf'], package: 'dconf-cli' });

  testWith(
    ...NEEDED,
    GSETTINGS,
    DCONF,
  )('locks every key that says a proxy, whichever way', async () => {
    await machine.run('sh /usr/local/socks.sh --only gnome-dconf');
    const keys = ['', '.http', '.https', '.ftp', '.socks'].flatMap((part) =>
      part === ''
        ? ['proxy mode', 'proxy autoconfig-url', 'proxy ignore-hosts', 'proxy use-same-proxy']
        : [`proxy${part} host`, `proxy${part} port`],
    );
    for (const key of keys)
      expect(await machine.run(`gsettings writable org.gnome.system.${key}`), key).toMatchObject({ output: 'false\n' });
    await machine.run('sh /usr/local/socks.sh --only gnome-dconf --remove');
    expect(await machine.run('gsettings writable org.gnome.system.proxy.socks host')).toMatchObject({
      output: 'true\n',
    });
  });
});
