/** Does the store keep its contract over SQLite in memory, with the smallest build and with the real one? */
import { compile, createCompiler } from '../../worker/store/compile.ts';
import type { Compiler } from '../../worker/store/compiler.ts';
import { storeContract, storeFollows } from './contract.ts';
import { type Harness, textInKv } from './harness.ts';
import { createMemoryStore } from './memory.ts';
import { smallBuild } from './small-build.ts';

const open = (compiler: Compiler) => async (): Promise<Harness> => {
  const memory = createMemoryStore({ compiler });
  let store = memory.store;
  return {
    store: () => store,
    async kv(key) {
      const value = memory.values.get(key);
      return value === undefined ? null : textInKv(value);
    },
    writes: () => memory.kv.writes,
    plan: memory.kv.plan,
    advance: memory.advance,
    async crash() {
      store = memory.reopen();
    },
    async ring() {
      await store.runDueWork();
    },
  };
};

storeContract('memory store, smallest build', open(createCompiler(smallBuild)));
storeContract('memory store, real build', open(compile));
storeFollows('memory store, real build', open(compile));
