/** How did it go? Reads vitest's JSON report, prints `N passed, N failed`, and fails unless every test ran and passed. */
import { readFileSync } from 'node:fs';

const [file = '', commandStatus = '1'] = process.argv.slice(2);
const report = read(file);
const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = report;
const leftOut = numPendingTests + numTodoTests;
// A failure outside of a test (types, lint, a hook, a file that does not load) is one as well.
const failed = numFailedTests || (commandStatus !== '0' || leftOut > 0 || passed === 0 ? 1 : 0);

for (const name of namesOf(report)) console.log(`not run: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The report; empty counts when the run ended before there was one. */
function read(path) {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  const text = readFileSync(path, 'utf8');
  return text === '' ? none : JSON.parse(text);
}

/** The tests that were skipped, pending or to be written. */
function namesOf({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName);
}
