import { describe, expect, it } from 'vitest';
import { wantsYaml } from '../../worker/http/negotiate.ts';

describe('wantsYaml()', () => {
  it.each([
    'application/yaml',
    'text/yaml',
    'application/x-yaml',
    'APPLICATION/YAML',
    'application/yaml, application/json;q=0.5',
    'application/json;q=0.9, application/yaml',
    'application/yaml;q=0.1',
  ])('is true for %s', (accept) => {
    expect(wantsYaml(accept)).toBe(true);
  });

  it.each([
    undefined,
    '',
    '*/*',
    'application/json',
    'text/html, */*',
    'application/yaml;q=0',
    'application/yaml;q=0.5, application/json',
    'application/yamlish',
  ])('is false for %s', (accept) => {
    expect(wantsYaml(accept)).toBe(false);
  });
});
