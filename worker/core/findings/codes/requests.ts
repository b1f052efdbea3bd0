/** Codes of requests whose documents are not at fault. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told in the `errors` of an answer; `parameter` names the part of the request. */
export const REQUESTS = {
  'parameter.invalid': {
    severity: 'error',
    title: 'A part of the URL or a query parameter is not what it may be',
    explanation: 'Ids, revisions, cursors, limits and choices are checked before anything is done.',
  },
  'parameter.unknown': {
    severity: 'error',
    title: 'A query parameter that the call does not know',
    explanation: 'Refused, so that a misspelt dryRun never writes.',
    fix: 'Take it out, or spell it as /docs does.',
  },
  'header.unreadable': {
    severity: 'error',
    title: 'A header of the request cannot be read',
    explanation: 'If-Match and If-None-Match take entity tags in double quotes, or *.',
  },
  'firewall.too-many-questions': {
    severity: 'error',
    title: 'A call asks a firewall policy too much at once',
    explanation: 'Each endpoint is held against each zone, and one call may ask 16,000 such questions.',
    fix: 'Name one zone, or send the endpoints in several calls.',
  },
  'import.unreadable': {
    severity: 'error',
    title: 'A text to import is no rule set, or has no such chain',
    explanation:
      'nftables rules are read from the JSON of "nft -j list ruleset", those of iptables from the filter table that iptables-save prints: one chain of them. Security groups are read from what "aws ec2 describe-security-groups" prints.',
    fix: 'Send what the command prints, and name a chain of it.',
  },
  'import.too-large': {
    severity: 'error',
    title: 'A text to import makes more than one policy holds',
    explanation: 'A policy holds 5,000 rules; a part of them would mean something else.',
    fix: 'Import chains one by one.',
  },
  'profile.no-firewall': {
    severity: 'error',
    title: 'A profile follows no firewall policy',
    explanation: 'What has to be opened for a profile follows from the policy that it names under "firewall".',
    fix: 'Name the policy in the profile.',
  },
  'query.too-much': {
    severity: 'error',
    title: 'A call asks a profile too much at once',
    explanation:
      'Every query asks every rule until one matches. Long URLs over very many patterns would take longer than a call may.',
    fix: 'Send fewer queries in a call, or shorter URLs.',
  },
  'report.other-profile': {
    severity: 'error',
    title: 'A doctor’s report is about another profile',
    explanation:
      'A report is sent to the profile whose doctor made it; the URL in the script and its text belong together.',
    fix: 'Fetch the doctor again.',
  },
  'resolve.no-resolver': {
    severity: 'error',
    title: 'There is no resolver to ask',
    explanation: 'Names are resolved over the DNS over HTTPS resolver in the setting DOH_URL, which is not set.',
    fix: 'Set DOH_URL, or write the addresses under "names".',
  },
  'token.expired': {
    severity: 'error',
    title: 'A token would expire before it is made',
    explanation: 'The time in "expiresAt" lies in the past.',
    fix: 'Give a time in the future, or leave it out.',
  },
  'set.twice': {
    severity: 'error',
    title: 'A set of documents has the same document twice',
    explanation: 'What the second one says would win over the first without anybody having chosen it.',
    fix: 'Keep one of them, or give one another id.',
  },
  'set.too-much': {
    severity: 'error',
    title: 'A set of documents takes more work than one call may do',
    explanation:
      'Profiles are compiled in one transaction: the names of the lists of all profiles that are new or changed, a thousand for ' +
      'each profile beside, may come to three million. Profiles that are unchanged do not count.',
    fix: 'Send the set in several calls; what was sent before is unchanged then.',
  },
  'backup.damaged': {
    severity: 'error',
    title: 'A backup is not whole, or none that this version reads',
    explanation: 'Every line is held against its checksum before anything is changed. Nothing was.',
    fix: 'Fetch the backup again; one from a newer version needs that version.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
