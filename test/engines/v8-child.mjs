/** The V8 side of `v8.ts`: runs PAC texts in fresh contexts. A line in is { before, pac, after, questions }. */
import { createInterface } from 'node:readline';
import vm from 'node:vm';

for await (const line of createInterface({ input: process.stdin })) {
  const { before, pac, after, questions } = JSON.parse(line);
  let answer;
  try {
    const context = vm.createContext(Object.create(null));
    for (const text of [before, pac, after]) vm.runInContext(text, context);
    const ask = vm.runInContext('testAsk', context);
    answer = { answers: questions.map((question) => ask(question)) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
