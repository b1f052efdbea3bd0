/** What does doctor.ps1 do on a client? Pure: the fixed text of the program; the profile's data stands before it. */
import { ANSWERS } from './answers.ts';
import { CONNECTIONS } from './connections.ts';
import { JUDGEMENT } from './judgement.ts';
import { PAGES } from './pages.ts';
import { QUESTIONS } from './questions.ts';
import { RESULT } from './result.ts';

/**
 * Windows PowerShell 5.1 and later, with nothing but .NET: TcpClient, SslStream, HttpWebRequest. It follows doctor.sh and
 * Portolan's probe question by question. HttpWebRequest knows no SOCKS and no TLS to a proxy, so pages are tried through
 * http proxies and direct only.
 */
export const PS_PROGRAM = [CONNECTIONS, ANSWERS, QUESTIONS, JUDGEMENT, PAGES, RESULT].join('');
