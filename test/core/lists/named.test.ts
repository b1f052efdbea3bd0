import { expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { listsNamedBy } from '../../../worker/core/lists/named.ts';

test('listsNamedBy finds lists in every rule and group, each once', () => {
  const profile = Profile.parse({
    rules: [
      { when: { list: 'ads' }, use: 'block' },
      { when: { domain: 'a.example' }, use: 'direct' },
      { when: { any: [{ list: ['ads', 'more'] }, { all: { not: [{ list: 'deep' }] } }] }, use: 'direct' },
      { when: { list: 'off' }, use: 'direct', disabled: true },
    ],
    default: 'direct',
  });
  expect(listsNamedBy(profile)).toEqual(['ads', 'more', 'deep', 'off']);
  expect(listsNamedBy(Profile.parse({ default: 'direct' }))).toEqual([]);
});
