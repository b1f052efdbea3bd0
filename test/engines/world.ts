/** What stands around a PAC in a test? ES3 text that shows each question's world to the script, and asks. */
import type { Question } from './engine.ts';

/** Helpers of the PAC vocabulary that a generated script must never call: they differ between engines. */
const FORBIDDEN = [
  'isPlainHostName',
  'dnsDomainIs',
  'localHostOrDomainIs',
  'isResolvable',
  'isInNet',
  'dnsDomainLevels',
  'shExpMatch',
  'weekdayRange',
  'dateRange',
  'timeRange',
];

/** A question as the texts below take it: names as a list, since an object of `__proto__` is not the same everywhere. */
export function wireOf(question: Question): unknown {
  return { ...question, dns: Object.entries(question.dns ?? {}) };
}

/** To be run before the PAC. The clock is a `Date` of its own whenever the question brings a time. */
export const BEFORE = `
var testQuestion, testDate = Date;
function dnsResolve(host) {
  var dns = testQuestion.dns, at;
  for (at = 0; at < dns.length; at++) if (dns[at][0] == host) return dns[at][1];
  return null;
}
function myIpAddress() {
  if (testQuestion.clientIp === undefined) throw new Error('no address');
  return testQuestion.clientIp;
}
${FORBIDDEN.map((name) => `function ${name}() { throw new Error('${name} was called'); }`).join('\n')}
Date = function () {
  if (!testQuestion.now) return new testDate();
  this.local = new testDate(testQuestion.now.local);
  this.utc = new testDate(testQuestion.now.utc);
};
Date.UTC = testDate.UTC;
${['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Day']
  .map(
    (part) =>
      `Date.prototype.get${part} = function () { return this.local.getUTC${part}(); };\n` +
      `Date.prototype.getUTC${part} = function () { return this.utc.getUTC${part}(); };`,
  )
  .join('\n')}
`;

/** To be run after the PAC: `testAsk(question)` gives the answer, or `!` and the error. */
export const AFTER = `
var testFind = FindProxyForURL;
function testAsk(question) {
  testQuestion = question;
  try {
    var answer = testFind(question.url, question.host);
    return typeof answer == 'string' ? answer : '!answered ' + answer;
  } catch (error) {
    return '!' + error;
  }
}
`;
