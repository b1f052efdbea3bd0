/** Does install.sh do on a machine what it says: try, set up, change nothing the second time, and take everything back? */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { renderBootstrap } from '../../../../worker/core/targets/install/bootstrap.ts';
import { program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { enterMachine, MACHINE_PROGRAMS, type Machine } from './enter.ts';

const PROGRAMS = {
  git: program({ name: 'git', candidates: ['git'], package: 'git' }),
  curl: program({ name: 'curl', candidates: ['curl'], package: 'curl' }),
  apt: program({ name: 'apt-get', candidates: ['apt-get'], package: 'apt' }),
  wget: program({ name: 'wget', candidates: ['/usr/bin/wget'], package: 'wget' }),
  pip: program({ name: 'pip', candidates: ['/usr/bin/pip3'], package: 'python3-pip' }),
  dconf: program({ name: 'dconf', candidates: ['dconf'], package: 'dconf-cli' }),
  gsettings: program({ name: 'gsettings', candidates: ['gsettings'], package: 'libglib2.0-bin' }),
  schemas: program({
    name: "GNOME's settings schemas",
    candidates: ['gsettings'],
    package: 'gsettings-desktop-schemas',
    check: ['list-keys', 'org.gnome.system.proxy'],
  }),
};
const all = testWith(...MACHINE_PROGRAMS, ...Object.values(PROGRAMS));

const profile = {
  title: 'Machines',
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.test', port: 3128 } },
  rules: [{ when: { domain: 'corp.test' }, use: 'direct' }],
  default: 'squid',
};
const script = renderBootstrap('install.sh', inputOf(profile, { mode: 'fixed' }))?.text ?? '';
const INSTALL = '/usr/local/install.sh';

let machine: Machine;
let before: readonly string[];
let after: readonly string[];

/** What is on one side only: nothing where nothing changed. The order of its own notes may. */
const changes = (one: readonly string[], other: readonly string[]): string[] =>
  [
    ...one.filter((line) => !other.includes(line)).map((line) => `- ${line}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `+ ${line}`),
  ].filter((line) => !/^. [0-9]+ [0-9]+ .*\/install\/notes$/.test(line));

describe('install.sh as root', () => {
  beforeAll(async () => {
    if (MACHINE_PROGRAMS.some(({ missing }) => missing !== null)) return;
    machine = await enterMachine();
    await machine.write('/etc/environment', 'KEPT=yes');
    await machine.write(INSTALL, script);
    // What the machine outside may have.
    await machine.run('rm -rf /etc/pip.conf /etc/gitconfig /etc/dconf /etc/firefox/policies /etc/chromium/policies');
    // npm makes its own folders when it is first run.
    await machine.run('npm config get globalconfig');
    before = await machine.tree();
  });
  afterAll(() => machine?.leave());

  all('--help and wrong words change nothing', async () => {
    expect(await machine.run(`sh ${INSTALL} --help`)).toMatchObject({ status: 0 });
    expect(await machine.run(`sh ${INSTALL} --fast`)).toMatchObject({ status: 2 });
    expect(await machine.run(`sh ${INSTALL} --only nothing`)).toMatchObject({ status: 2 });
    expect(changes(before, await machine.tree())).toEqual([]);
  });

  all('--dry-run says what it would do, and does nothing', async () => {
    const { status, output } = await machine.run(`sh ${INSTALL} --dry-run`);
    expect(output).toContain('portolan: linux-env: would write lines of /etc/environment');
    expect(output).toContain('portolan: apt: would write /etc/apt/apt.conf.d/95portolan-proxy');
    expect(status).toBe(0);
    expect(changes(before, await machine.tree())).toEqual([]);
  });

  all('sets the machine up, and says what it wrote', async () => {
    const { status, output } = await machine.run(`sh ${INSTALL}`);
    expect(output).toContain('portolan: git: wrote lines of /etc/gitconfig');
    expect(output).toContain('portolan: gnome-dconf: wrote /etc/dconf/db/local.d/00-portolan-proxy');
    expect(output).not.toContain('left alone');
    expect(status).toBe(0);
    after = await machine.tree();
    expect(changes(before, after)).not.toEqual([]);
  });

  const APT =
    "printf 'deb [trusted=yes] http://HOST/debian x main\\n' >/tmp/portolan.list && mkdir -p /tmp/portolan-apt/partial && apt-get update -o Dir::Etc::SourceList=/tmp/portolan.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=/tmp/portolan-apt; rm -r /tmp/portolan.list /tmp/portolan-apt";
  const WAYS: readonly (readonly [name: string, line: string])[] = [
    ['curl in a login shell (profile.d)', "sh -c '. /etc/profile.d/portolan-proxy.sh; curl -s http://HOST/'"],
    ['curl of another user (/etc/environment)', "su -s /bin/sh - nobody -c 'curl -s http://HOST/'"],
    ['apt-get', APT],
    ['wget', 'wget -t 1 -T 10 -q -O - http://HOST/'],
    ['git', 'GIT_TERMINAL_PROMPT=0 git ls-remote http://HOST/x.git'],
    [
      'pip',
      '/usr/bin/pip3 download --no-cache-dir --retries 0 -d /tmp --index-url http://HOST/simple --trusted-host HOST x',
    ],
    ['npm', 'npm view x --registry http://HOST/ --fetch-retries 0 --cache /tmp/portolan-npm; rm -rf /tmp/portolan-npm'],
  ];
  for (const [name, line] of WAYS) {
    all(`sends ${name} through the proxy`, async () => {
      await machine.asked();
      const { output } = await machine.run(line.replaceAll('HOST', 'outside.test'));
      const asked = await machine.asked();
      expect(
        asked.filter((one) => one.includes('outside.test')),
        output,
      ).not.toEqual([]);
      expect(asked.filter((one) => !one.startsWith('proxy ') && one.includes('outside.test'))).toEqual([]);
    });
    // pip.conf has no list of what goes direct, and a finding says so.
    all(`${name === 'pip' ? 'cannot send' : 'sends'} ${name} past it where the profile says so`, async () => {
      await machine.asked();
      await machine.run(line.replaceAll('HOST', name === 'apt-get' ? 'corp.test' : 'www.corp.test'));
      const asked = await machine.asked();
      const proxied = asked.filter((one) => one.startsWith('proxy '));
      expect(proxied.length > 0).toBe(name === 'pip');
    });
  }

  const CHROMIUM = program({ name: 'Chromium', candidates: ['chromium'], package: 'chromium' });
  const FIREFOX = program({ name: 'Firefox', candidates: ['firefox-esr'], package: 'firefox-esr' });
  const BROWSERS = [
    [
      CHROMIUM,
      'timeout 40 chromium --headless --no-sandbox --disable-gpu --user-data-dir=/tmp/portolan-chromium --dump-dom http://HOST/',
    ],
    [
      FIREFOX,
      'timeout 40 firefox-esr --headless --no-remote --profile /tmp/portolan-firefox --screenshot /tmp/portolan-firefox/p.png http://HOST/',
    ],
  ] as const;
  for (const [browser, line] of BROWSERS) {
    testWith(...MACHINE_PROGRAMS, ...Object.values(PROGRAMS), browser)(
      `sends ${browser.name} through the proxy, and past it where the profile says so`,
      async () => {
        for (const [host, by] of [
          ['outside.test', 'proxy GET http://outside.test/'],
          ['www.corp.test', 'origin GET www.corp.test/'],
        ] as const) {
          await machine.asked();
          const folder = /\/tmp\/portolan-[a-z]+/.exec(line)?.[0] ?? '';
          const { output } = await machine.run(`mkdir ${folder}; ${line.replaceAll('HOST', host)}; rm -rf ${folder}`);
          const asked = await machine.asked();
          expect(asked, output).toContain(by);
          expect(asked.filter((one) => one.includes(host) && one.split(' ')[0] !== by.split(' ')[0])).toEqual([]);
        }
      },
      120_000,
    );
  }

  all('is read by GNOME, which lets no user change it', async () => {
    const { output } = await machine.run(
      'gsettings get org.gnome.system.proxy mode; gsettings get org.gnome.system.proxy.http host; gsettings writable org.gnome.system.proxy mode',
    );
    expect(output.split('\n').slice(0, 3)).toEqual(["'manual'", "'proxy.corp.test'", 'false']);
  });

  all('changes nothing the second time', async () => {
    const { status, output } = await machine.run(`sh ${INSTALL}`);
    const said = output.split('\n').filter((line) => line !== '' && !line.includes('not here'));
    expect(said.filter((line) => !line.includes(': unchanged '))).toEqual([]);
    expect(status).toBe(0);
    expect(changes(after, await machine.tree())).toEqual([]);
  });

  all('--only --remove takes one thing back', async () => {
    expect(await machine.run(`sh ${INSTALL} --remove --only git,apt`)).toMatchObject({ status: 0 });
    const { output } = await machine.run('cat /etc/gitconfig; ls /etc/apt/apt.conf.d; cat /etc/environment');
    expect(output).not.toContain('95portolan-proxy');
    expect(output).toContain('no_proxy=');
    expect(await machine.run(`sh ${INSTALL} --only git --only apt`)).toMatchObject({ status: 0 });
    expect(changes(after, await machine.tree())).toEqual([]);
  });

  all('--remove leaves the machine as it was before, and has nothing to do after that', async () => {
    expect(await machine.run(`sh ${INSTALL} --remove --dry-run`)).toMatchObject({ status: 0 });
    expect(changes(after, await machine.tree())).toEqual([]);
    const { status, output } = await machine.run(`sh ${INSTALL} --remove`);
    expect(output).not.toContain('left alone');
    expect(status).toBe(0);
    expect(changes(before, await machine.tree())).toEqual([]);
    await machine.run(`sh ${INSTALL} --remove`);
    expect(changes(before, await machine.tree())).toEqual([]);
  });

  all('leaves alone what somebody else wrote or changed, and says so by its status', async () => {
    await machine.write('/etc/pip.conf', '[global]\ntimeout = 7\n');
    const first = await machine.run(`sh ${INSTALL} --only pip`);
    expect(first).toMatchObject({ status: 1 });
    expect(first.output).toContain('left alone /etc/pip.conf: it is not from here');
    expect(await machine.run('cat /etc/pip.conf')).toMatchObject({ output: '[global]\ntimeout = 7\n' });
    await machine.run(
      `rm /etc/pip.conf; sh ${INSTALL} --only apt; echo '# mine' >>/etc/apt/apt.conf.d/95portolan-proxy`,
    );
    const changed = await machine.run(`sh ${INSTALL} --remove`);
    expect(changed.output).toContain('left alone /etc/apt/apt.conf.d/95portolan-proxy: it was changed by hand');
    expect(changed.status).toBe(1);
  });
});

describe('install.sh as somebody else', () => {
  beforeAll(async () => {
    if (MACHINE_PROGRAMS.some(({ missing }) => missing !== null)) return;
    machine = await enterMachine();
    await machine.write(INSTALL, script);
    await machine.run(
      "mkdir /usr/local/home; printf 'alias ll=ls' >/usr/local/home/.profile; chown -R nobody /usr/local/home",
    );
  });
  afterAll(() => machine?.leave());

  const user = (line: string): string => `su -s /bin/sh nobody -c 'export HOME=/usr/local/home; cd /tmp; ${line}'`;
  const home = async () => (await machine.run(user('find /usr/local/home -type f -exec cksum {} \\; | sort'))).output;

  testWith(...MACHINE_PROGRAMS, program({ name: 'Maven', candidates: ['mvn'], package: 'maven' }))(
    'sends Maven through the proxy, and past it',
    async () => {
      await machine.run(user(`sh ${INSTALL} --only maven`));
      await machine.write('/usr/local/nothing.xml', '<settings/>');
      const pom = (
        host: string,
      ) => `<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId>
      <version>1</version><packaging>pom</packaging><parent><groupId>p</groupId><artifactId>${host}</artifactId><version>1</version>
      <relativePath/></parent><repositories><repository><id>r</id><url>http://${host}/</url></repository></repositories></project>`;
      for (const [host, by] of [
        ['outside.test', 'proxy'],
        ['www.corp.test', 'origin'],
      ] as const) {
        await machine.write('/usr/local/pom.xml', pom(host));
        await machine.asked();
        // Without the global settings, which forbid repositories over http.
        const { output } = await machine.run(
          user('mvn -B -Duser.home=/usr/local/home -gs /usr/local/nothing.xml -f /usr/local/pom.xml validate'),
        );
        const asked = await machine.asked();
        expect(asked.length, output).toBeGreaterThan(0);
        expect(asked.filter((one) => !one.startsWith(`${by} `))).toEqual([]);
      }
      await machine.run(user(`sh ${INSTALL} --remove --only maven; rm -r /usr/local/home/.m2 /usr/local/home/.local`));
    },
    60_000,
  );

  all('sets up the account only, and takes everything back', async () => {
    const [whole, account] = [await machine.tree(), await home()];
    const { status, output } = await machine.run(user(`sh ${INSTALL}`));
    expect(output).toContain('portolan: curl: wrote lines of /usr/local/home/.curlrc');
    expect(status).toBe(0);
    expect(changes(whole, await machine.tree())).toEqual([]);
    await machine.asked();
    await machine.run(
      user('curl -s http://outside.test/; git ls-remote http://outside.test/x.git; curl -s http://www.corp.test/'),
    );
    const asked = await machine.asked();
    expect(asked.filter((one) => one.includes('outside.test')).every((one) => one.startsWith('proxy '))).toBe(true);
    expect(asked).toContain('origin GET www.corp.test/');
    const set = await home();
    await machine.run(user(`sh ${INSTALL}`));
    expect(await home()).toBe(set);
    await machine.run(user(`sh ${INSTALL} --remove`));
    expect(await home()).toBe(account);
    expect((await machine.run('find /usr/local/home')).output).toBe('/usr/local/home\n/usr/local/home/.profile\n');
  });
});
