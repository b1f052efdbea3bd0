/** Does the import of CSV leave out what it would have to guess? */
import { describe, expect, test } from 'vitest';
import { importCsv } from '../../../worker/core/firewall/import/csv.ts';
import { readCsv } from '../../../worker/core/firewall/import/csv-rows.ts';

/** What ends a reason where the record may have been a denial. */
const MORE = '; without it the policy may allow more';

/** Each record with what is said of it, `kept` where it became a rule as it stands. */
function report(text: string) {
  const { found, kept, remarks } = importCsv(text);
  return { found, kept, remarks: remarks.map(({ at, effect, reason }) => `${at}: ${effect}: ${reason}`) };
}

describe('importCsv', () => {
  test.each([
    ['allow', 'from'],
    ['allow,,', 'from'],
    ['allow,,any,tcp,80', 'from'],
    ['allow,10.0.0.1', 'to'],
    ['allow,10.0.0.1,,tcp,80', 'to'],
    ['action,to,ports\nallow,any,80', 'from'],
    ['action,source,ports\nallow,any,80', 'to'],
  ])('leaves %j out, for nothing stands for any but the word', (text, side) => {
    expect(report(text)).toEqual({
      found: 1,
      kept: 0,
      remarks: [expect.stringContaining(`left-out: expected an entry in "${side}": any, where`)],
    });
  });

  test.each([
    ['action,from,to,protocol,prots\nallow,any,10.0.0.1,tcp,80', 'prots'],
    ['action,from,to,ports,Source Port\nallow,any,10.0.0.1,80,1024', 'Source Port'],
    ['action,from,to,ports,enabled\nallow,any,10.0.0.1,80,no', 'enabled'],
    ['action,from,to,source\nallow,any,10.0.0.1,10.0.0.2', 'source'],
  ])('leaves out what has a value in an unknown column, and names it: %j', (text, column) => {
    expect(report(text)).toEqual({
      found: 1,
      kept: 0,
      remarks: [expect.stringContaining(`line 2: left-out: expected nothing in the column "${column}"`)],
    });
  });

  test('reads other names of a column, and passes over what only describes a rule', () => {
    const text = 'action,Source_IP,destination address,protocol,dport,Owner,unknown\nallow,10.0.0.1,any,tcp,80,ops,\n';
    expect(importCsv(text)).toMatchObject({
      policy: { rules: [{ action: 'allow', from: '10.0.0.1', to: 'any', protocol: 'tcp', ports: 80 }] },
      kept: 1,
      remarks: [],
    });
  });

  test('says where a record that is left out may have been a denial', () => {
    const reasons = (text: string) => importCsv(text).remarks.map(({ reason }) => reason.endsWith(MORE));
    expect(reasons('deny,any,nowhere\nallow,any,nowhere\nmaybe,any,any')).toEqual([true, false, true]);
  });

  test('leaves out records with more cells than there are columns', () => {
    expect(report('allow,any,any,tcp,80,web,note,more').remarks).toEqual([
      'line 1: left-out: expected at most 7 cells',
    ]);
    expect(report('action,from,to\nallow,any,any,80').remarks).toEqual([
      'line 2: left-out: expected nothing in cell 4: the header has no name for it',
    ]);
  });

  test('takes no second port for an id', () => {
    expect(report('deny,any,any,tcp,80,443').remarks).toEqual([
      `line 1: left-out: expected an id in cell 6, not "443": several ports stand in quotes, or with blanks between${MORE}`,
    ]);
    expect(importCsv('deny,any,any,tcp,"80,443"').policy.rules).toMatchObject([{ ports: [80, 443] }]);
    expect(importCsv('action,from,to,id\ndeny,any,any,7').policy.rules).toMatchObject([{ id: '7' }]);
  });

  test('says which lines a quote that is not closed has taken', () => {
    expect(report('deny,any,any,tcp,80\nallow,"10.0.0.1,any,tcp,80\ndeny,any,any,tcp,81\ndeny,any,any,tcp,82')).toEqual(
      {
        found: 2,
        kept: 1,
        remarks: [`line 2: left-out: a quote is not closed, so that lines 2 to 4 are one record${MORE}`],
      },
    );
    expect(report('allow,"').remarks).toEqual([
      'line 1: left-out: a quote is not closed; without it the policy may allow more',
    ]);
  });

  test('takes no record by the usual order where a header cannot be read', () => {
    expect(report('action,"to"x,from\nallow,10.0.0.1,any')).toEqual({
      found: 2,
      kept: 0,
      remarks: [
        `line 1: left-out: text stands behind a closing quote${MORE}`,
        `line 2: left-out: expected a header in line 1 that can be read: text stands behind a closing quote${MORE}`,
      ],
    });
  });

  test('says which lines stand between a quote too many and the next, and reads on behind them', () => {
    const text = 'allow,"10.0.0.1,any,tcp,80\nallow,any,"10.0.0.2",tcp,443\ndeny,any,any,tcp,81';
    expect(report(text)).toEqual({
      found: 2,
      kept: 1,
      remarks: [`line 1: left-out: text stands behind a closing quote, so that lines 1 to 2 are one record${MORE}`],
    });
  });
});

test('readCsv counts lines from where each record begins, with quotes and any line end', () => {
  const text = '\ufeffa,"b\r\nc"\r\n\r\n# no record\nd;e\rf, "g""h" \n';
  expect(readCsv(text)).toEqual([
    { line: 1, cells: ['a', 'b\nc'], flaw: null },
    { line: 5, cells: ['d;e'], flaw: null },
    { line: 6, cells: ['f', 'g"h'], flaw: null },
  ]);
});
