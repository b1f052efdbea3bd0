/** Codes of requests whose documents are not at fault. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told in the `errors` of an answer; `parameter` names the part of the request. */
export const REQUESTS = {
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
  'report.other-profile': {
    severity: 'error',
    title: 'A doctor’s report is about another profile',
    explanation:
      'A report is sent to the profile whose doctor made it; the URL in the script and its text belong together.',
    fix: 'Fetch the doctor again.',
  },
  'token.expired': {
    severity: 'error',
    title: 'A token would expire before it is made',
    explanation: 'The time in "expiresAt" lies in the past.',
    fix: 'Give a time in the future, or leave it out.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
