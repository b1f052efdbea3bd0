/** How does a file become the server's profile, policy or list? */
import type { Kind } from '../../../schemas/api.ts';
import { parseBytes } from '../../core/document/parse.ts';
import { type Command, EXIT, text, UsageError } from '../command.ts';
import { KIND_OPTION, kindOf, pathOf } from '../kind.ts';
import { isListDocument } from '../lists.ts';
import { formatOf } from '../load.ts';
import { findingsText, jsonText } from '../print.ts';
import { requireKind } from '../recognise.ts';
import { call, SERVER_HELP, SERVER_OPTIONS } from '../server.ts';

export const push: Command = {
  name: 'push',
  words: 'FILE ID',
  summary: 'Store a profile, policy or list on a server; publish what it changes',
  help: `
  portolan push headquarters.yaml headquarters
  portolan push headquarters.yaml headquarters --dry-run       # what would happen
  portolan push headquarters.yaml headquarters --stage         # store, publish later
  portolan push headquarters.yaml headquarters --if-match '"3-…"'   # only if nobody else changed it
  portolan push headquarters.yaml headquarters --create        # only if it is not there yet
  portolan push campus.yaml campus --kind firewall
  portolan push ads.yaml ads --kind list                       # the document of a list
  portolan push easylist.txt ads --kind list                   # its text, in any format

--kind is profile (the default), firewall or list. A policy or a list changes the profiles that name it.

${SERVER_HELP}`,
  options: {
    ...SERVER_OPTIONS,
    ...KIND_OPTION,
    'dry-run': { type: 'boolean' },
    stage: { type: 'boolean' },
    create: { type: 'boolean' },
    'if-match': { type: 'string' },
  },
  async run([file, id, ...more], options, terminal) {
    if (file === undefined || id === undefined || more.length > 0) throw new UsageError('expected a file and an id');
    const body = await terminal.readFile(file).catch((error: Error) => {
      throw new UsageError(`cannot read ${file}: ${error.message}`);
    });
    const kind = kindOf(options);
    if (options.stage === true && kind !== 'profile')
      throw new UsageError('--stage: only profiles wait to be published');
    const query = new URLSearchParams();
    if (options['dry-run'] === true) query.set('dryRun', 'true');
    if (options.stage === true) query.set('publish', 'false');
    const ifMatch = text(options, 'if-match');
    const isContent = kind === 'list' && !isListDocument(file, body);
    if (!isContent) refuseOtherKind(file, body, kind);
    const path = `${pathOf(kind, id)}${isContent ? '/content' : ''}`;
    const answer = await call({ options, terminal }, `${path}?${query}`, {
      method: 'PUT',
      headers: {
        'content-type': isContent ? 'text/plain' : `application/${formatOf(file, body)}`,
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...(options.create === true ? { 'if-none-match': '*' } : {}),
      },
      // A copy: the memory behind a Buffer holds more than the file (Node.js, Buffer, "byteOffset" and the pool).
      body: new Uint8Array(body),
    });
    if (typeof answer === 'number') return answer;
    const stored: Pushed = JSON.parse(answer.text);
    if (options.json === true) terminal.out(jsonText(stored));
    else terminal.out(findingsText(file, stored.findings) + summary(stored, options['dry-run'] === true));
    return EXIT.ok;
  },
};

/** What cannot be read is sent all the same: the server says what is wrong with it. */
function refuseOtherKind(file: string, body: Uint8Array, kind: Kind): void {
  const reading = parseBytes(body, formatOf(file, body));
  if ('value' in reading) requireKind(file, reading.value, kind);
}

/** What this command reads of the server's envelope. */
interface Pushed {
  readonly id: string;
  readonly revision: number;
  readonly etag: string;
  readonly findings: Parameters<typeof findingsText>[1];
  readonly publication: { readonly state: string; readonly pacUrl: string | null; readonly reason?: string } | null;
}

function summary({ id, revision, etag, publication }: Pushed, dryRun: boolean): string {
  const verb = dryRun ? 'would be' : 'is';
  const state =
    publication === null ? '' : `, ${publication.state}${publication.reason ? ` (${publication.reason})` : ''}`;
  return `${id} ${verb} revision ${revision} ${etag}${state}\n${publication?.pacUrl ? `${publication.pacUrl}\n` : ''}`;
}
