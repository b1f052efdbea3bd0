/** What does doctor.sh do on a client? Pure: the fixed text of the program; the profile's data comes before it. */
import { ANSWERS } from './answers.ts';
import { CONNECTIONS } from './connections.ts';
import { JUDGEMENT } from './judgement.ts';
import { PAGES } from './pages.ts';
import { PROXIES } from './proxies.ts';
import { QUESTIONS } from './questions.ts';
import { RESULT } from './result.ts';
import { START } from './start.ts';

/**
 * POSIX sh. Uses bash (only its /dev/tcp), nc or curl for raw connections, and curl for pages; getent or nslookup for
 * names. Written without braces around variables, so that it can stand in a template as it is. Everything that it prints
 * of the network is one of its own words, a number, an address or a name of an authentication scheme.
 */
export const SH_PROGRAM = [START, CONNECTIONS, ANSWERS, QUESTIONS, JUDGEMENT, PROXIES, PAGES, RESULT].join('');
