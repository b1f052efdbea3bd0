/** Codes of rule lists and of their lines. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told about lines of a list: errors are lines that have no effect, warnings are lines that mean something near. */
export const LISTS = {
  'list.unknown-format': {
    severity: 'error',
    title: 'The format of the list cannot be recognised',
    explanation:
      'With "auto" a list is taken for the format whose signature it has, else for the one that most of its first lines look like. Nothing spoke for any.',
    fix: 'Name the format.',
  },
  'list.unreadable': {
    severity: 'error',
    title: 'The line is none of its format',
    explanation: 'It has no effect. What the format would have here is said with the line.',
  },
  'list.long-line': {
    severity: 'error',
    title: 'The line is too long',
    explanation: 'Lines have at most 16,384 characters; longer ones have no effect.',
  },
  'list.untestable': {
    severity: 'error',
    title: 'The line asks for what a PAC cannot see',
    explanation:
      'A PAC sees the URL, the host and the address of the client. Processes, kinds of requests, the page that makes a request and parts of pages are out of its sight; leaving such a condition out would make the line hold for far more than it says, so the line has no effect.',
  },
  'list.own-name': {
    severity: 'error',
    title: 'The line names the machine itself',
    explanation: 'hosts files carry the names of the loopback and multicast addresses along. They have no effect.',
  },
  'list.include': {
    severity: 'error',
    title: 'The line names another list',
    explanation:
      'Only the text itself is read. The list that it names has to be a list of its own, or part of the text.',
    fix: 'Subscribe to the published list in which such lines are resolved.',
  },
  'list.too-many-changes': {
    severity: 'error',
    title: 'The list changes too often between adding and taking away',
    explanation:
      'Where the first matching line decides, lines that add and lines that take away from the same hosts become groups inside each other; 64 of them are kept apart, and later changes have no effect.',
    fix: 'Put the exceptions in front, or make several lists.',
  },
  'list.too-many-patterns': {
    severity: 'error',
    title: 'The list has too many patterns',
    explanation:
      'Names and ranges are looked up, however many there are; patterns are tried one after the other for every request. The first 10,000 have an effect.',
    fix: 'Use the edition of the list that has names only.',
  },
  'list.hidden-path': {
    severity: 'warning',
    title: 'The line can only hold for http URLs',
    explanation:
      'Chromium shows a PAC the path of http and ws URLs only, Firefox of none unless network.proxy.autoconfig_url.include_path is set.',
  },
  'list.letter-case': {
    severity: 'warning',
    title: 'The letters of a path are compared with regard to case',
    explanation: 'The format compares without; a URL whose path has other capitals is not found.',
  },
  'list.not-resolved': {
    severity: 'warning',
    title: 'The line only holds for hosts that are addresses',
    explanation: 'The format looks the addresses of names up; a list does not, since that costs a DNS query per host.',
    fix: 'Use a rule with cidr and resolve where names have to be looked up.',
  },
  'list.asks-page': {
    severity: 'warning',
    title: 'The line holds for requests of every page',
    explanation: 'It asks for requests of other pages than the host’s own; a PAC cannot see which page asks.',
  },
  'list.order': {
    severity: 'warning',
    title: 'Exceptions beat every line of a list',
    explanation: 'The format has an order of its own here, such as the longest name or "important" filters.',
  },
  'list.several-results': {
    severity: 'warning',
    title: 'The line has a result of its own',
    explanation:
      'A list answers yes or no. Where to go is said by the rule that names the list, so that results other than the main one are lost.',
    fix: 'Make a list for each result.',
  },
  'list.dialect': {
    severity: 'warning',
    title: 'Programs disagree about the line',
    explanation: 'It is read as most of them would; the others are named with the line.',
  },
  'list.empty': {
    severity: 'warning',
    title: 'The list holds nothing',
    explanation: 'None of its lines has an effect, so that rules which name it never match.',
  },
  'list.holds-everything': {
    severity: 'warning',
    title: 'The list holds every request',
    explanation:
      'One of its lines, such as * or an expression that is found in every host, leaves no request out, so that rules behind the one that names the list are never reached.',
    fix: 'Take the line out; for every request use "default" of the profile.',
  },
  'list.lines-refused': {
    severity: 'warning',
    title: 'Lines of the list have no effect',
    explanation: 'The report of the list has each of them with the reason.',
  },
  'list.lines-weakened': {
    severity: 'info',
    title: 'Lines of the list mean something near what they say',
    explanation: 'The report of the list has each of them with what it became and why.',
  },
  'list.content-unknown': {
    severity: 'error',
    title: 'No content with this SHA-256 is kept',
    explanation: 'A document may name a content that some list has or had. Nothing was ever sent that has this hash.',
    fix: 'Send the content with PUT /v1/lists/{id}/content, or write it as text.',
  },
  'list.not-inline': {
    severity: 'error',
    title: 'The content of the list is not here',
    explanation:
      'A call that stores nothing fetches nothing either: lists that are given beside a profile have their content in "text".',
    fix: 'Give the text of the list, such as GET /v1/lists/{id}/content answers it.',
  },
  'list.has-source': {
    severity: 'error',
    title: 'The content of the list is fetched from its source',
    explanation: 'What is sent by hand would be replaced by the next refresh.',
    fix: 'Take the source out of the document first.',
  },
  'list.not-fetched': {
    severity: 'warning',
    title: 'The list has no content yet',
    explanation: 'Its source was not fetched with success so far. Until then the list holds nothing.',
  },
  'list.encoding': {
    severity: 'warning',
    title: 'Bytes of the list are no characters',
    explanation:
      'Contents are UTF-8, or UTF-16 with a byte order mark. Bytes of other encodings are read as U+FFFD, which only matters in lines that are no comments; those are in the report.',
    fix: 'Save the list as UTF-8.',
  },
  'list.not-text': {
    severity: 'error',
    title: 'The content is no text',
    explanation:
      'It has NUL characters, as compressed files, pictures and UTF-16 without a byte order mark have. Formats of lists are texts.',
    fix: 'Send the unpacked text as UTF-8.',
  },
  'list.source-scheme': {
    severity: 'error',
    title: 'The source of the list has a scheme that is not allowed',
    explanation: 'Lists decide where requests go, so that they are fetched over https; http has to be chosen.',
    fix: 'Use https, or say "insecure: true" beside the URL.',
  },
  'list.source-port': {
    severity: 'warning',
    title: 'Nothing is fetched from the port of the source',
    explanation:
      'Lists are fetched from the ports 80 and 443 and from those above 1023 that browsers do not block (Fetch Standard, "Port blocking"). Every fetch will be refused.',
    fix: 'Publish the list on a port of the web.',
  },
  'list.answer-is-page': {
    severity: 'error',
    title: 'The publisher answered with a page instead of the list',
    explanation: 'The last good content stays in use.',
  },
  'list.answer-is-empty': {
    severity: 'error',
    title: 'The publisher answered with a list that holds nothing',
    explanation: 'The last good content stays in use.',
  },
  'list.answer-shrank': {
    severity: 'error',
    title: 'Too much of the list is gone at once',
    explanation:
      'More than the share of "maxShrink" would go, which is more often a mistake than a wish. The last good content stays in use.',
    fix: 'Accept the new content by hand, or raise "maxShrink".',
  },
} as const satisfies Record<string, CodeEntry>;
