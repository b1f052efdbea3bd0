/** `cargo`: the proxy of Rust's package manager. Pure. */
import { tomlString } from '../../writers/toml.ts';
import { proxyUrl } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** cargo hands the value to libcurl, so it takes curl's words. */
export const cargo: Target = {
  id: 'cargo',
  title: 'cargo (config.toml)',
  family: 'tool',
  platforms: ['Rust 1.39+'],
  supports: {
    ...TAKES_PROXY,
    schemes: ['http', 'https', 'socks4', 'socks5'],
    bypass: false,
    scopes: ['user', 'machine'],
  },
  mediaType: 'application/toml',
  filename: 'config.toml',
  place: '~/.cargo/config.toml, or .cargo/config.toml of any folder above the project. Merge it where there is one.',
  removal: 'A whole file of a remark where the first was one; merged into another file, delete its lines there.',
  sources: [
    {
      name: 'The Cargo Book, Configuration, http.proxy',
      url: 'https://doc.rust-lang.org/cargo/reference/config.html#httpproxy',
    },
  ],
  checked: { by: "Python's TOML parser; not cargo", on: '2026-11-24' },
  notes: ['no_proxy of the environment is read too.', 'Where it is absent, cargo takes http.proxy of git.'],
  dialect: null,
  ...fixedLines(lines),
};

function lines({ main: { proxies } }: FixedSetting): string[] {
  return proxies.slice(0, 1).flatMap((proxy) => ['[http]', `proxy = ${tomlString(proxyUrl(proxy))}`]);
}
