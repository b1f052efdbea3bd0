/** Codes of whole profiles: names, routes, proxies, delivery, tests, credentials, sizes. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told when every single value is fine. */
export const PROFILE = {
  'credentials.found': {
    severity: 'error',
    title: 'The document holds a credential',
    explanation:
      'Profiles are handed to every client. User names in URLs, passwords, Authorization headers, bearer tokens and private keys are refused everywhere, in notes too, and never shown again.',
    fix: 'Remove it; "auth" says what a proxy asks for. If the secret was real, change it.',
  },
  'reference.unknown': {
    severity: 'error',
    title: 'A name refers to nothing',
    explanation: 'The name is neither built in (direct, block) nor defined where it would have to be.',
  },
  'name.duplicate': {
    severity: 'error',
    title: 'A proxy and a route share one name',
    explanation: "A proxy's name is itself a route of one, so proxies and routes share one namespace.",
    fix: 'Rename one of them.',
  },
  'route.block': {
    severity: 'error',
    title: 'block stands in a list',
    explanation:
      'block is an answer of its own: nothing can come before or after it. A route without direct already fails closed.',
    fix: 'Remove block from the list.',
  },
  'route.direct-not-last': {
    severity: 'error',
    title: 'direct is not the last entry of a route',
    explanation: 'Clients end at DIRECT; WinHTTP drops what follows it. An entry behind it would never be tried.',
    fix: 'Move direct to the end.',
  },
  'route.nested': {
    severity: 'error',
    title: 'A route stands inside a route',
    explanation: 'A route lists proxies; routes are not taken apart.',
    fix: 'Write the proxies of that route here.',
  },
  'route.repeats': {
    severity: 'error',
    title: 'A route names the same proxy twice',
    explanation: 'A proxy that just failed would be tried again before the next one.',
    fix: 'Remove the repetition.',
  },
  'route.same': {
    severity: 'warning',
    title: 'Two routes have the same content',
    explanation: 'They give clients the same answer; a change to one will not reach the other.',
    fix: 'Keep one of them.',
  },
  'route.unused': {
    severity: 'info',
    title: 'A route is not used',
    explanation: 'No enabled rule and not the default leads to it.',
  },
  'proxy.unused': {
    severity: 'info',
    title: 'A proxy is not used',
    explanation: 'No route that is used names it, and no enabled rule leads to it.',
  },
  'proxy.same': {
    severity: 'warning',
    title: 'Two proxies are the same endpoint',
    explanation: 'Scheme, host and port are equal, so failing over from one to the other changes nothing.',
    fix: 'Keep one of them.',
  },
  'delivery.wpad-duplicate': {
    severity: 'error',
    title: 'A WPAD name stands twice',
    explanation: 'Two spellings of one name are one name.',
    fix: 'Remove the repetition.',
  },
  'delivery.wpad-taken': {
    severity: 'error',
    title: 'A WPAD name is bound to another profile',
    explanation: 'A name leads to one profile. A name of a stored revision that waits to be published counts too.',
    fix: 'Take the name out of the other profile first, or use another one.',
  },
  'delivery.wpad-open': {
    severity: 'warning',
    title: 'A WPAD name hands the profile out without a key',
    explanation: 'WPAD clients know no keys: whoever reaches the name gets the PAC, narrowed only by "networks".',
    fix: 'Add "networks", or accept that the PAC is readable by everyone who knows the name.',
  },
  'delivery.wpad-plain': {
    severity: 'info',
    title: 'A WPAD name has no dot',
    explanation:
      'Clients that find a PAC through DNS ask for the host "wpad" alone only when the server stands in their own network; a hosted service never hears that name.',
    fix: 'Hand out the full name by DHCP option 252.',
  },
  'delivery.network-repeated': {
    severity: 'warning',
    title: 'A network is already inside another one of the list',
    explanation: 'It changes nothing.',
    fix: 'Remove it.',
  },
  'test.too-much': {
    severity: 'error',
    title: 'The tests have too much to do',
    explanation:
      'Every test asks every rule until one matches, on every write. Many tests over very many patterns would take longer than a write may.',
    fix: 'Use fewer tests, or fewer patterns of URLs.',
  },
  'test.dns-duplicate': {
    severity: 'error',
    title: 'A test gives two answers for one name',
    explanation: 'Two spellings of one host name are one name; which answer was meant is unclear.',
    fix: 'Remove one of them.',
  },
  'test.failed': {
    severity: 'error',
    title: 'A test of the profile failed',
    explanation: 'The tests of a profile run before every publish; a failing one refuses it.',
    fix: 'Correct the rules, or the test if the new answer is what is wanted.',
  },
  'test.at-missing': {
    severity: 'error',
    title: 'A test depends on the time, and says none',
    explanation: 'Without "at" the outcome would change with the clock.',
    fix: 'Add "at", such as 2026-11-24T09:30:00+01:00.',
  },
  'pac.too-large': {
    severity: 'error',
    title: 'The PAC text is larger than clients accept',
    explanation:
      'Chromium refuses PAC texts over 1 MiB (1,048,576 bytes; net/proxy_resolution/pac_file_fetcher_impl.cc).',
    fix: 'Use fewer or shorter entries.',
  },
  'pac.large': {
    severity: 'warning',
    title: 'The PAC text is close to the size that clients accept',
    explanation:
      'Over 80 % of 1,048,576 bytes. Chromium refuses a longer PAC (net/proxy_resolution/pac_file_fetcher_impl.cc), and ' +
      'WinHTTP one of more than 1 MB.',
    fix: 'Use fewer or shorter entries.',
  },
  'pac.over-hosted-cap': {
    severity: 'info',
    title: 'The PAC text is longer than hosted services take',
    explanation:
      'Browsers and operating systems take up to 1 MiB, but services that host PAC files for their own clients ' +
      '(Zscaler, Fortinet) stop at 256 KB. It matters only where the text is handed to one of them.',
    fix: 'Use fewer or shorter entries, or let clients fetch the PAC from here.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
