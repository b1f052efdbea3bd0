/** QuickJS, the engine of pacparser 1.5, pypac and pac-resolver; here compiled to WebAssembly. */
import { getQuickJS, type QuickJSContext } from 'quickjs-emscripten';
import type { Engine } from './engine.ts';
import { answerOf } from './line-engine.ts';
import { AFTER, BEFORE, wireOf } from './world.ts';

export const quickjs: Engine = {
  name: 'QuickJS',
  available: () => null,
  run: async (pacText, questions) => {
    const context = (await getQuickJS()).newContext();
    try {
      for (const text of [BEFORE, pacText, AFTER]) evaluate(context, text);
      const list = JSON.stringify(JSON.stringify(questions.map(wireOf)));
      const answers = evaluate(context, `JSON.stringify(JSON.parse(${list}).map(testAsk))`);
      return (JSON.parse(String(answers)) as string[]).map(answerOf);
    } finally {
      context.dispose();
    }
  },
};

function evaluate(context: QuickJSContext, text: string): unknown {
  const result = context.evalCode(text);
  if (result.error) {
    const error = context.dump(result.error);
    result.error.dispose();
    throw new Error(`the text does not load: ${JSON.stringify(error)}`);
  }
  const value: unknown = context.dump(result.value);
  result.value.dispose();
  return value;
}
