/** Which text does a client get under the name of a target or an installer? The published profile's, naming the PAC by the client's own key. */
import type { RenderAction, RenderMode } from '../../schemas/targets.ts';
import { TEXT_NAMES, textFor } from '../core/targets/text.ts';
import { readWish } from '../edge/variant.ts';
import { Fault } from '../service/fault.ts';
import { refusalEntries } from '../service/target/refusal.ts';
import type { ConfigFile, ConfigSubject } from './file.ts';

const MODES: readonly RenderMode[] = ['pac', 'fixed'];
const ACTIONS: readonly RenderAction[] = ['apply', 'remove'];

/** What makes the text of this name; null: there is no such target. Fault: invalid (a wrong parameter, or no such text). */
export function targetFile(name: string): ConfigFile | null {
  return TEXT_NAMES.includes(name) ? (subject) => make(name, subject) : null;
}

function make(name: string, subject: ConfigSubject): ReturnType<ConfigFile> {
  const { id, key, origin, query, zone } = subject;
  const mode = oneOf(query, 'mode', MODES);
  const action = oneOf(query, 'action', ACTIONS);
  const pacUrl = `${origin}/pac/${id}${key === null ? '' : `/${key}`}.pac`;
  // What has to be decided now follows the client's zone; the URL of a PAC is bound to one only by `?zone=`.
  const urlZone = query.has('zone') ? zone : null;
  const made = textFor(name, { ...subject, urlZone, pacUrl, mode, action, flavour: flavourOf(query) });
  if (made === null || made.text !== null) return made && { ...made, text: made.text ?? '' };
  const place = (parameter: string) => ({ pointer: '', parameter });
  const errors = refusalEntries(made.findings, { profile: '', place });
  throw new Fault('invalid', errors[0]?.detail ?? 'There is no such text.', { errors });
}

/** As for the PAC: what is unknown gives the generic text. */
function flavourOf(query: URLSearchParams) {
  const { flavour } = readWish(query);
  return flavour === 'apple' || flavour === 'windows' ? flavour : 'generic';
}

/** The first word when the parameter is absent. A misspelt `remove` must not configure. */
function oneOf<Word extends string>(query: URLSearchParams, name: string, words: readonly Word[]): Word {
  const [found = words[0], ...more] = query.getAll(name);
  const word = words.find((one) => one === found);
  if (word !== undefined && more.length === 0) return word;
  const expected = words.join(' or ');
  const detail = `${name}: expected ${expected}, once.`;
  throw new Fault('invalid', detail, {
    errors: [{ pointer: '', parameter: name, code: 'parameter.invalid', detail, expected }],
  });
}
