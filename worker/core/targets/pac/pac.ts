/** `pac`: the PAC itself. Pure. */
import { compilePac } from '../../pac/compile.ts';
import { lowerRuleSet } from '../../rules/lower.ts';
import { TAKES_PAC } from '../supports.ts';
import type { Target } from '../target.ts';

/** The text that all targets in PAC mode name by its URL. */
export const pac: Target = {
  id: 'pac',
  title: 'Proxy auto-configuration (PAC)',
  family: 'pac',
  platforms: ['any'],
  supports: { ...TAKES_PAC, perScheme: true, failover: true, bypass: true, remove: false, scopes: ['user', 'machine'] },
  mediaType: 'application/x-ns-proxy-autoconfig',
  filename: 'proxy.pac',
  place: 'A web server; clients are told its URL.',
  removal: 'There is none: tell clients another setting first, then take the file from the server.',
  sources: [
    {
      name: 'Netscape, Navigator Proxy Auto-Config File Format',
      url: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file',
    },
  ],
  checked: {
    by: 'Chromium, Firefox, QuickJS, Duktape and pacparser run it (test/conformance, test/clients)',
    on: '2026-11-24',
  },
  notes: ['The flavours apple and windows leave out what the resolvers of these systems misread.'],
  dialect: null,
  render: (_, { id, ruleset, zone, flavour }) =>
    compilePac({ id, program: lowerRuleSet(ruleset, { zone, flavour }) }).text,
  remove(_, report) {
    report('target.remove-elsewhere', '');
    return null;
  },
};
