/** Which texts does a target have for all fixtures, each once? */
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { FIXTURES } from '../fixtures.ts';

/** A text, and the name of the first case that it belongs to. */
export interface RenderedText {
  readonly name: string;
  readonly text: string;
}

/** Every distinct text of a target. */
export function textsOf(id: string): RenderedText[] {
  const texts = new Map<string, string>();
  for (const { name, ...input } of FIXTURES) {
    for (const action of ['apply', 'remove'] as const) {
      const text = renderTarget(id, { ...input, action })?.text ?? null;
      if (text !== null && !texts.has(text)) texts.set(text, `${name} ${action}`);
    }
  }
  return [...texts].map(([text, name]) => ({ name, text }));
}

/** The one text of a target for a fixture. */
export function textOf(id: string, fixture: string, action: 'apply' | 'remove' = 'apply'): string {
  const found = FIXTURES.find(({ name }) => name === fixture);
  const text = found === undefined ? null : (renderTarget(id, { ...found, action })?.text ?? null);
  if (text === null) throw new Error(`expected a text of ${id} for ${fixture}`);
  return text;
}
