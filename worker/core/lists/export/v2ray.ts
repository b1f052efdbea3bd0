/** How is a list written as V2Ray geosite text? Pure. */
import type { ExportFormat, Held, Said } from './export.ts';
import { expressionOf, type HostForm, hostForms, isRe2 } from './hosts-of.ts';
import { byLine, unsaid } from './lines.ts';

/** A file of v2fly/domain-list-community: names and expressions over hosts. */
export const v2ray: ExportFormat = {
  name: 'v2ray',
  title: 'V2Ray geosite text',
  source: 'v2fly/domain-list-community, README.md, "Structure of data"',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  write: byLine({ say }),
};

function say(held: Held): Said {
  if (held.is === 'range') return unsaid('geosite has names only; ranges are geoip');
  if (held.is === 'name') {
    const { name, match } = held.entry;
    return {
      text: { suffix: `domain:${name}`, exact: `full:${name}`, below: `regexp:${expressionOf(`*.${name}`)}` }[match],
    };
  }
  const lines = hostForms(held.condition)?.map(line) ?? [null];
  return lines.some((text) => text === null)
    ? unsaid('geosite has names and expressions over hosts only')
    : { text: lines.join('\n') };
}

function line(form: HostForm): string | null {
  if (form.is === 'keyword') return `keyword:${form.word}`;
  const source = form.is === 'wildcard' ? expressionOf(form.pattern) : form.source;
  // Blanks part attributes, and # begins a comment.
  return isRe2(source) && !/[\s#]/.test(source) ? `regexp:${source}` : null;
}
