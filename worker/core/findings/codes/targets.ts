/** Codes of rendered targets: what a format does not say, or says otherwise than the profile. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told when a profile is rendered for a target. Pointers lead into the profile. */
export const TARGETS = {
  'target.pac-unsupported': {
    severity: 'warning',
    title: 'The target reads no PAC',
    explanation:
      'Most command line tools, package managers and servers know fixed proxies only. They get the default route as far as they can say it; what the rules would decide otherwise is told rule by rule.',
  },
  'target.fixed-unsupported': {
    severity: 'error',
    title: 'The target cannot name a proxy',
    explanation: 'It only takes the URL of a PAC.',
    fix: 'Render it with mode=pac.',
  },
  'target.pac-url-missing': {
    severity: 'error',
    title: 'There is no URL to embed',
    explanation: 'A configuration in PAC mode names the URL of the PAC. A profile that is not stored has none.',
    fix: 'Give the URL, or render with mode=fixed.',
  },
  'target.pac-url-invalid': {
    severity: 'error',
    title: 'The URL cannot be embedded',
    explanation:
      'Clients take absolute http and https URLs. Commas, blanks, quotes and characters outside ASCII break some of the formats that carry one (Kea cuts at a comma, dnsmasq and KDE at a blank), and a user name in it would be a credential.',
    fix: 'Use an absolute http or https URL of plain ASCII.',
  },
  'target.no-proxy': {
    severity: 'error',
    title: 'There is no proxy to name',
    explanation:
      'In fixed mode the default route is what clients are told. Where it is direct, rules that lead to proxies cannot be said at all.',
    fix: 'Use a target that reads the PAC, or a default route with a proxy.',
  },
  'target.no-usable-proxy': {
    severity: 'error',
    title: 'The target can name none of the proxies',
    explanation:
      'Every format knows some kinds of proxies only. Leaving all of them out would send clients direct, so nothing is rendered.',
    fix: 'Add a proxy of a kind that the target knows to the route, or use a target that reads the PAC.',
  },
  'target.proxy-skipped': {
    severity: 'warning',
    title: 'The target leaves a proxy out',
    explanation: 'The format, or its reader, cannot use this kind of proxy. The next usable one of the route is named.',
  },
  'target.first-only': {
    severity: 'warning',
    title: 'The target names the first proxy only',
    explanation:
      'The format has place for one proxy. Failing over to the others, or going direct when all fail, is lost.',
    fix: 'Put a name or address that is always served behind the first proxy, or use a target that reads the PAC.',
  },
  'target.rule-lost': {
    severity: 'warning',
    title: 'The target does not follow a rule',
    explanation: 'A fixed configuration has one way for everything that does not go direct.',
    fix: 'Use a target that reads the PAC, or let the proxy decide.',
  },
  'target.rule-bypassed': {
    severity: 'warning',
    title: 'A bypass entry may overrule an earlier rule',
    explanation:
      'In a fixed configuration the list of what goes direct is asked before anything else, so an entry of a later rule wins over an earlier rule for the same hosts.',
    fix: 'Narrow the later rule, or use a target that reads the PAC.',
  },
  'target.socks-everything': {
    severity: 'warning',
    title: 'The SOCKS proxy takes more than the rules say',
    explanation:
      'Windows and Firefox send to a SOCKS proxy whatever has no http proxy of its own; one scheme cannot go direct beside it.',
    fix: 'Use a target that reads the PAC.',
  },
  'target.bypass-lost': {
    severity: 'warning',
    title: 'The bypass list cannot say a direct rule',
    explanation:
      'Lists of what goes direct differ in nearly every reader. What a format cannot say goes through the proxy there.',
    fix: 'Use a target that reads the PAC, or write the rule in terms that the format knows.',
  },
  'target.bypass-wider': {
    severity: 'warning',
    title: 'The bypass list lets more go direct than the rule',
    explanation: 'The closest entry that the format has also covers other hosts.',
  },
  'target.bypass-partly': {
    severity: 'info',
    title: 'Not every reader takes a bypass entry',
    explanation:
      'Programs that read the same list read it differently; some of them send these requests through the proxy.',
  },
  'target.bypass-long': {
    severity: 'warning',
    title: 'The bypass list is longer than readers take',
    explanation:
      'Readers cut or refuse a list beyond a certain length. The entries that still fit are written, in order.',
    fix: 'Use a target that reads the PAC.',
  },
  'target.loopback': {
    severity: 'info',
    title: 'The machine itself goes past the proxy',
    explanation:
      'Browsers never send localhost and loopback addresses to a proxy. Command line tools do unless told, and a proxy cannot reach them.',
  },
  'target.partly-read': {
    severity: 'warning',
    title: 'Not every reader can use the proxy',
    explanation: 'Programs that read the same setting know different kinds of proxies.',
    fix: 'Put an http proxy first in the route, or configure each program by itself.',
  },
  'target.pac-drops': {
    severity: 'warning',
    title: 'The PAC of this target leaves a proxy out',
    explanation:
      'The resolvers of Apple, Windows, Android and libproxy misread or drop some kinds of proxies, so the flavour of the PAC that the target names has none of them, or the reader drops them.',
  },
  'target.pac-empties': {
    severity: 'warning',
    title: 'A route has nothing left for this target',
    explanation:
      'None of its proxies can be used there. In a flavour of its own the route becomes block; other readers go direct.',
    fix: 'Add a proxy that the target can use.',
  },
  'target.mandatory-unsaid': {
    severity: 'warning',
    title: 'The target has no switch for an unreachable PAC',
    explanation:
      'The profile says with delivery.mandatory what clients do when they cannot fetch the PAC. This format has no place for it, and its readers go direct.',
    fix: 'Block direct connections in the firewall where they must not happen.',
  },
  'target.auth-unsaid': {
    severity: 'info',
    title: 'The target cannot say how the proxy authenticates',
    explanation:
      'The profile declares what the proxy asks for, never a credential. This format has no place for the kind; its readers find out, ask their user, or fail.',
  },
  'target.identifier-default': {
    severity: 'info',
    title: 'The configuration has a made-up identifier',
    explanation:
      'Devices replace a configuration by its identifier. Without devices.identifier it is made of the profile’s id.',
    fix: 'Set devices.identifier to a name under a domain of yours before the first device gets it.',
  },
  'target.wifi-missing': {
    severity: 'error',
    title: 'There is no Wi-Fi network to configure',
    explanation:
      'The target puts the proxy into the settings of Wi-Fi networks, and the profile names none that it can write.',
    fix: 'Name the networks in devices.wifi.',
  },
  'target.wifi-enterprise': {
    severity: 'warning',
    title: 'A Wi-Fi network with 802.1X is left out',
    explanation:
      'Its settings need certificates and identities that are no part of a profile, and one network can only have one configuration.',
    fix: 'Put the proxy into the Wi-Fi payload that your MDM has for this network.',
  },
  'target.wifi-passphrase': {
    severity: 'info',
    title: 'The passphrase of the network is not in the text',
    explanation: 'A profile never holds one. The device asks its user, or the MDM adds it.',
  },
  'target.remove-elsewhere': {
    severity: 'error',
    title: 'The target is removed where it was added',
    explanation:
      'A configuration profile has no text that undoes it: the MDM, or the user, removes it by its identifier.',
  },
  'target.wpad-key': {
    severity: 'warning',
    title: 'The network hands out the key of the profile',
    explanation:
      'DHCP option 252 is told to whoever asks on the network, and the URL is a capability. A name in delivery.wpad needs none.',
    fix: 'Bind a name with delivery.wpad, narrowed by delivery.networks.',
  },
  'target.wpad-name': {
    severity: 'warning',
    title: 'The service does not answer under the name',
    explanation:
      'Clients that look up the name wpad ask for http://wpad.domain/wpad.dat, without a key. The service answers under the names in delivery.wpad only.',
    fix: 'Bind the name with delivery.wpad, narrowed by delivery.networks.',
  },
  'target.zones-missing': {
    severity: 'warning',
    title: 'The proxy admits only its own machine',
    explanation:
      'Which clients a proxy admits is taken from the zones of the profile’s firewall policy. Without a zone that may reach it, only localhost is admitted.',
    fix: 'Name a firewall policy whose zones may reach the proxy.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
