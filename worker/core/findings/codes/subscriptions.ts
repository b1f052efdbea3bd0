/** Codes of subscriptions: why a list did not come from its publisher. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told in the state of a subscription and as findings of its list; the last good content stays in use. */
export const SUBSCRIPTIONS = {
  'subscription.refused': {
    severity: 'warning',
    title: 'Portolan does not fetch from there',
    explanation:
      'Lists are fetched from public addresses and from what the operator allows (PROBE_NETWORKS), never from this service itself, and only from the ports 80, 443 and those above 1023 that browsers do not block. A redirect leads to the port of the URL or to one of the web. A name is refused when any one of its addresses may not be reached; every redirect is judged anew. No connection was made.',
    fix: 'Use the public URL of the list, or let the operator allow its network.',
  },
  'subscription.allowance': {
    severity: 'warning',
    title: 'Too many publishers were asked today that never gave a list',
    explanation:
      'From how many hosts and ports a list is wanted for the first time has a limit by day, and so has how often one of them is asked that has not given any. Nothing was fetched; it is tried again. Lists that came once from their URL are not counted.',
  },
  'subscription.unresolved': {
    severity: 'warning',
    title: 'The publisher’s name has no address here',
    explanation:
      'Names are resolved by the resolver of this service (DOH_URL), so that their addresses can be judged before anything is connected to.',
    fix: 'Check the spelling of the URL, and that the operator has set DOH_URL.',
  },
  'subscription.no-connection': {
    severity: 'warning',
    title: 'No connection to the publisher came about',
    explanation: 'The connection was refused, or nobody answered in time.',
  },
  'subscription.certificate': {
    severity: 'warning',
    title: 'No TLS with the publisher came about',
    explanation: 'The certificate must be for the name of the URL, valid today, and from a public authority.',
  },
  'subscription.slow': {
    severity: 'warning',
    title: 'The publisher answers too slowly',
    explanation:
      'An answer begins within 15 seconds, never pauses for longer, brings 1 KiB a second on average and ends within a minute.',
  },
  'subscription.cut-off': {
    severity: 'warning',
    title: 'The answer ended before it was complete',
    explanation:
      'Less came than was announced, or chunks or compressed data ended in the middle. A part of a list is never taken for the list.',
  },
  'subscription.unmeasured': {
    severity: 'warning',
    title: 'Nothing tells where the answer ends',
    explanation:
      'It has neither Content-Length nor chunks nor gzip, so that a part of the list could not be told from the list.',
    fix: 'Let the publisher’s server send Content-Length.',
  },
  'subscription.not-http': {
    severity: 'warning',
    title: 'The publisher does not answer in HTTP',
    explanation: 'What came is no HTTP/1.1 answer, contradicts itself, or has a head that is too large.',
  },
  'subscription.status': {
    severity: 'warning',
    title: 'The publisher answered with an error',
    explanation: 'Only 200, 304 and redirects are of use.',
  },
  'subscription.redirect': {
    severity: 'warning',
    title: 'The publisher redirects to where nobody follows',
    explanation:
      'Five redirects are followed, each to https (http with "insecure"), each judged like the URL itself. User names and passwords in them are refused.',
    fix: 'Use the final URL of the list.',
  },
  'subscription.encoding': {
    severity: 'warning',
    title: 'The answer cannot be decoded',
    explanation: 'Answers are plain or gzip; this one is neither, or its compressed data is damaged.',
  },
  'subscription.too-large': {
    severity: 'warning',
    title: 'The list is too large',
    explanation: 'A list has at most 25 MiB, also after it was decompressed.',
    fix: 'Subscribe to a smaller edition of the list.',
  },
  'list.not-subscribed': {
    severity: 'error',
    title: 'The list has no source to be fetched from',
    explanation: 'Only a list with a "source" can be refreshed.',
    fix: 'Send its content by PUT, or give it a source.',
  },
  'list.nothing-pending': {
    severity: 'error',
    title: 'Nothing of the list is kept back',
    explanation:
      'What is accepted by hand is a content that was suspicious when it was fetched. It goes when the publisher gives a good one, or when the source of the list changes.',
  },
} as const satisfies Record<string, CodeEntry>;
