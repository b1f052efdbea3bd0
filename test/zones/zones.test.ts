/**
 * One profile, one firewall, two zones: does a real browser in each get the PAC of its zone, and go through the proxy
 * that it can reach? The firewall between them is the policy itself, exported to nftables.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Policy } from '../../schemas/firewall.ts';
import { policyPlan } from '../../worker/core/firewall/exports/make-plan.ts';
import { exporterOf, renderExport } from '../../worker/core/firewall/exports/table.ts';
import { parsed } from '../core/firewall/parsed.ts';
import { needPrograms } from '../programs.ts';
import { JOURNEYS, OPENED, POLICY, PROFILE, SERVERS, ZONES, type ZoneName } from './campus.ts';
import { CAMPUS_PROGRAMS, type Entered, enterCampus } from './enter.ts';

const LIMIT_MS = 90_000;
const zones = Object.keys(ZONES) as ZoneName[];

let campus: Entered;
let pacUrl: string;

/** The policy as the gateway takes it. */
function nftOf(policy: unknown): string {
  const exporter = exporterOf('nftables');
  const rendered = exporter && renderExport(exporter, policyPlan(parsed(Policy.parse(policy)), 0));
  if (!rendered?.text) throw new Error(JSON.stringify(rendered?.findings));
  return rendered.text;
}

/** The same, which counts how often guests knock at Squid in vain. */
const counting = (nft: string) => {
  const { address, port } = SERVERS.squid;
  const count = `ip saddr ${ZONES.guests.client} ip daddr ${address} tcp dport ${port} counter`;
  return nft.replace(/^.* comment "default"$/m, `    ${count}\n$&`);
};

/** How often they did. */
async function knocks(): Promise<number> {
  const [, packets] = /dport 3128 counter packets (\d+)/.exec(await campus.ask('readFirewall')) ?? [];
  return Number(packets ?? expect.fail('there is no counter'));
}

interface Envelope {
  readonly publication: { readonly state: string; readonly pacUrl: string };
  readonly dependents: readonly { readonly profile: string; readonly state: string }[];
}

async function put(path: string, document: unknown): Promise<Envelope> {
  const { status, body } = await campus.ask('call', 'PUT', path, document);
  expect([status, JSON.stringify(body)]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
  return body as Envelope;
}

const isThere = CAMPUS_PROGRAMS.every(({ missing }) => missing === null);

beforeAll(async () => {
  if (!isThere) return;
  campus = await enterCampus();
  await put('/v1/firewalls/campus', POLICY);
  const { publication } = await put('/v1/profiles/campus', PROFILE);
  expect(publication.state).toBe('published');
  pacUrl = publication.pacUrl;
}, LIMIT_MS);

afterAll(() => campus?.leave(), LIMIT_MS);

describe.each(zones)('a browser in %s', (zone) => {
  test('gets the PAC of its zone by its address alone, and goes where it can', {
    timeout: LIMIT_MS,
  }, async (context) => {
    needPrograms(context, CAMPUS_PROGRAMS);
    await campus.ask('loadFirewall', nftOf(POLICY));
    expect(await campus.ask('fetchPac', zone, pacUrl)).toContain(`firewall policy campus, zone ${zone}\n`);
    await campus.ask('open', zone, pacUrl);
    const ways = [];
    for (const { url } of JOURNEYS) ways.push([url, (await campus.ask('visit', zone, url)).way]);
    expect(ways).toEqual(JOURNEYS.map(({ url, by }) => [url, by[zone]]));
  });
});

describe('a PAC that ignores the policy', () => {
  /** The generic text: what everybody would get without zones. */
  const generic = () => `${pacUrl}?zone=`;

  test('sends guests to a proxy that they cannot reach', { timeout: LIMIT_MS }, async (context) => {
    needPrograms(context, CAMPUS_PROGRAMS);
    await campus.ask('loadFirewall', counting(nftOf(POLICY)));
    expect(await campus.ask('fetchPac', 'guests', generic())).toContain('for clients of no known zone');
    await campus.ask('open', 'guests', generic());
    const portal = await campus.ask('visit', 'guests', 'http://portal.corp.test/');
    expect(portal).toEqual({ way: 'nowhere', error: expect.stringContaining('ERR_PROXY_CONNECTION_FAILED') });
    expect(await knocks()).toBeGreaterThan(0);
    // The same text where the firewall lets it through: nothing else is wrong with it.
    await campus.ask('open', 'staff', generic());
    expect(await campus.ask('visit', 'staff', 'http://portal.corp.test/')).toEqual({ way: 'squid', error: null });
  });

  test('knocks at a closed proxy before it tries the next; that of the zone never does', {
    timeout: LIMIT_MS,
  }, async (context) => {
    needPrograms(context, CAMPUS_PROGRAMS);
    const arrives = { way: 'socks', error: null };
    await campus.ask('loadFirewall', counting(nftOf(POLICY)));
    await campus.ask('open', 'guests', pacUrl);
    expect(await campus.ask('visit', 'guests', 'http://news.corp.test/')).toEqual(arrives);
    expect(await knocks()).toBe(0);
    await campus.ask('open', 'guests', generic());
    expect(await campus.ask('visit', 'guests', 'http://news.corp.test/')).toEqual(arrives);
    expect(await knocks()).toBeGreaterThan(0);
  });
});

describe('a policy that changes', () => {
  test('changes what browsers do, without a touch of the profile', { timeout: LIMIT_MS }, async (context) => {
    needPrograms(context, CAMPUS_PROGRAMS);
    const { dependents } = await put('/v1/firewalls/campus', OPENED);
    expect(dependents).toMatchObject([{ profile: 'campus', state: 'published' }]);
    await campus.ask('loadFirewall', nftOf(OPENED));
    await campus.ask('open', 'guests', pacUrl);
    expect(await campus.ask('visit', 'guests', 'http://news.corp.test/')).toEqual({ way: 'squid', error: null });
    await put('/v1/firewalls/campus', POLICY);
  });
});
